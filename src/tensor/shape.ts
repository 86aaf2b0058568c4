import { ShapeError } from "../base/errors.ts";

/** Sizes of a tensor's axes, outermost first. */
export type Shape = readonly number[];

/** Elements of a tensor of this shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** `[2, 3]`, for messages. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * The number of elements. Throws unless `shape` is an array of whole numbers from 0 on, and the tensor would fit into memory.
 */
export function checkSizes(op: string, shape: Shape): number {
  if (!Array.isArray(shape)) throw new ShapeError(`${op}: shape is ${String(shape)}, expected an array of sizes`);
  let size = 1;
  // No `every`: it passes over holes.
  for (let axis = 0; axis < shape.length; axis++) {
    const n = (shape as Shape)[axis]!;
    if (!Number.isSafeInteger(n) || n < 0) {
      throw new ShapeError(`${op}: shape is ${formatShape(shape)}, expected whole numbers from 0 on`);
    }
    size *= n;
  }
  if (size > 2 ** 30) {
    throw new ShapeError(`${op}: shape is ${formatShape(shape)}, expected at most ${2 ** 30} elements`);
  }
  return size;
}

/** Elements from one index to the next, along each axis of a contiguous tensor. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** `axis` counted from the front; negative ones count from the back. */
export function checkAxis(op: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    const wanted = rank === 0 ? "none, as the tensor has no axes" : `a whole number from ${-rank} to ${rank - 1}`;
    throw new ShapeError(`${op}: axis is ${axis}, expected ${wanted}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** Sorted axes without their signs; all of them if none are named. A repeated axis is an error. */
export function checkAxes(op: string, axes: number | readonly number[] | undefined, rank: number): number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, i) => i);
  if (typeof axes === "number") return [checkAxis(op, axes, rank)];
  const list = axes.map((axis) => checkAxis(op, axis, rank));
  if (list.length < 2) return list;
  if (new Set(list).size !== list.length)
    throw new ShapeError(`${op}: axes are ${formatShape(list)}, expected each once`);
  return list.sort((a, b) => a - b);
}

/** The shape of an elementwise result of two operands, by NumPy's rule: sizes are equal, or one of them is 1. */
export function broadcastShapes(op: string, a: Shape, b: Shape, names: readonly [string, string] = ["a", "b"]): Shape {
  const shape = broadcast(a, b);
  if (shape === null) {
    throw new ShapeError(
      `${op}: ${names[1]} is ${formatShape(b)}, expected a shape that broadcasts with ${names[0]}'s ${formatShape(a)}: sizes equal or 1`,
    );
  }
  return shape;
}

/** The same for all axes but the last `own`, which belong to the operands themselves. */
export function broadcastLeading(op: string, a: Shape, b: Shape, own: number): Shape {
  const shape = broadcast(a.slice(0, -own), b.slice(0, -own));
  if (shape === null) {
    throw new ShapeError(
      `${op}: b is ${formatShape(b)}, expected leading axes that broadcast with those of a's ${formatShape(a)}: sizes equal or 1`,
    );
  }
  return shape;
}

function broadcast(a: Shape, b: Shape): Shape | null {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) return null;
    shape.push(m === 1 ? n : m);
  }
  return shape;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
