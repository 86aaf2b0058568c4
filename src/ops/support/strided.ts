import { ShapeError } from "../../base/errors.ts";
import { formatShape, type Shape, sizeOf, stridesOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

type Six = [number, number, number, number, number, number];

/** Part of a tensor: elements from `start` on, `strides` apart. */
export interface Window {
  readonly t: Tensor;
  readonly strides: readonly number[];
  readonly start?: number;
}

/** Copies the window of `x` to that of `y`, `shape` elements each. Throws `ShapeError` if more than six axes do not merge. */
export function copyStrided(op: string, shape: Shape, y: Window, x: Window): void {
  if (sizeOf(shape) === 0) return;
  const merged = mergeAxes(op, shape, y.strides, x.strides);
  const [to, from] = [y, x].map(({ t, start = 0 }) => t.address + 4 * start) as [number, number];
  launch.copy_strided(to, from, ...merged.sizes, ...merged.y, ...merged.x, sizeOf(shape));
}

/** A contiguous tensor of `shape` that reads `x` through `strides` (elements), from element `start` on. */
export function fromStrided(op: string, x: Tensor, shape: Shape, strides: readonly number[], start = 0): Tensor {
  const y = new Tensor(shape, x.dtype);
  copyStrided(op, shape, { t: y, strides: stridesOf(shape) }, { t: x, strides, start });
  return y;
}

/** Writes `x` into the window of `y` that `strides` span from element `start` on. */
export function toStrided(op: string, y: Tensor, x: Tensor, strides: readonly number[], start = 0): void {
  copyStrided(op, x.shape, { t: y, strides, start }, { t: x, strides: stridesOf(x.shape) });
}

interface Axis {
  n: number;
  y: number;
  x: number;
}

/**
 * Axes as the strided kernel wants them: axes of size 1 dropped, axes that continue each other in y and x merged, the last of
 * them innermost; and before it one that is innermost on the other side, since the kernel copies such planes in tiles.
 */
function mergeAxes(
  op: string,
  shape: Shape,
  ys: readonly number[],
  xs: readonly number[],
): Record<"sizes" | "y" | "x", Six> {
  const axes: Axis[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const [n, y, x] = [shape[axis]!, ys[axis]!, xs[axis]!];
    const inner = axes.at(-1);
    if (n === 1) continue;
    if (inner !== undefined && y === inner.y * inner.n && x === inner.x * inner.n) inner.n *= n;
    else axes.push({ n, y, x });
  }
  if (axes.length > 6) {
    throw new ShapeError(`${op}: ${formatShape(shape)} has ${axes.length} axes that do not merge, expected at most 6`);
  }
  const side = axes[0]?.x === 1 ? "y" : "x";
  const run = axes.findIndex((axis) => axis[side] === 1);
  if (run > 1) axes.splice(1, 0, ...axes.splice(run, 1));
  while (axes.length < 6) axes.push({ n: 1, y: 0, x: 0 });
  axes.reverse();
  return { sizes: axes.map(({ n }) => n) as Six, y: axes.map(({ y }) => y) as Six, x: axes.map(({ x }) => x) as Six };
}
