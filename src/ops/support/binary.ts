// NumPy's broadcasting for binary operators, and its reverse for their gradients.

import { record } from "../../autograd/tape.ts";
import { DTypeError } from "../../base/errors.ts";
import { full } from "../../tensor/creation.ts";
import { broadcastShapes, sameShape, type Shape, sizeOf } from "../../tensor/shape.ts";
import type { DType } from "../../tensor/dtype.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../reshape.ts";
import { sum } from "../sum.ts";
import { spread } from "./broadcast.ts";
import { toFloat } from "./float.ts";

/** A tensor, or a number that takes the other operand's dtype. */
export type Operand = Tensor | number;

/** A binary kernel: see assembly/broadcast.ts. */
export type BinaryKernel = (
  ...args: [y: number, a: number, b: number, M: number, N: number, ...strides: Six, items: number]
) => void;
type Six = [al: number, am: number, an: number, bl: number, bm: number, bn: number];

/** The kernels of an operator: for float32, and for int32 unless int32 operands become float32. */
export interface BinaryKernels {
  readonly float: BinaryKernel;
  readonly int?: BinaryKernel;
  /** What both give; default the operands' dtype. */
  readonly result?: DType;
}

/** y = a ∘ b with broadcasting. The gradient is the caller's. */
export function binary(op: string, kernels: BinaryKernels, left: Operand, right: Operand): Tensor {
  const dtype = dtypeOf(left, right) === "int32" && kernels.int !== undefined ? "int32" : "float32";
  const a = operand(op, left, dtype, right);
  const b = operand(op, right, dtype, left);
  const shape = broadcastShapes(op, a.t.shape, b.t.shape);
  const y = new Tensor(shape, kernels.result ?? dtype);
  if (y.size > 0) {
    const plan = mergeAxes(shape, a.t.shape, b.t.shape);
    const kernel = dtype === "int32" ? kernels.int! : kernels.float;
    if (plan !== null) kernel(y.address, a.t.address, b.t.address, plan.M, plan.N, ...plan.strides, y.size);
    else {
      const wide = [spread(op, a.t, shape), spread(op, b.t, shape)] as const;
      kernel(y.address, wide[0].address, wide[1].address, 1, y.size, 0, 0, 1, 0, 0, 1, y.size);
      wide.forEach((t) => t.dispose());
    }
  }
  // Launches keep their order, so their memory may be handed out from here on.
  if (a.temporary) a.t.dispose();
  if (b.temporary) b.t.dispose();
  return y;
}

/** What two operands meet as: a number takes the other's dtype, mixed is float32. */
export function dtypeOf(a: Operand, b: Operand): DType {
  if (typeof a === "number") return typeof b === "number" ? "float32" : b.dtype;
  return typeof b === "number" || a.dtype === b.dtype ? a.dtype : "float32";
}

/** An operand as a tensor of `dtype`; a temporary one is the caller's to dispose of. */
export function operand(op: string, x: Operand, dtype: DType, other: Operand): { t: Tensor; temporary: boolean } {
  if (typeof x === "number") {
    if (typeof other !== "number" && other.dtype === "int32" && dtype === "int32" && (x | 0) !== x) {
      throw new DTypeError(`${op}: ${x} meets int32, expected a whole number of 32 bits; make the tensor float32`);
    }
    return { t: full([], x, dtype), temporary: true };
  }
  if (x.dtype === dtype) return { t: x, temporary: false };
  return { t: toFloat(x), temporary: true };
}

const ALIKE: Six = [0, 0, 1, 0, 0, 1];

/**
 * `shape` cut into at most three runs of axes along which each operand is either whole or repeated, as the kernels want
 * them: y[L, M, N] and each operand's strides. Null if there are more runs.
 */
export function mergeAxes(shape: Shape, a: Shape, b: Shape): { M: number; N: number; strides: Six } | null {
  if (sameShape(a, b)) return { M: 1, N: sizeOf(shape), strides: ALIKE };
  const runs: { n: number; a: boolean; b: boolean }[] = [];
  shape.forEach((n, axis) => {
    if (n === 1) return;
    const whole = { a: sizeAt(a, axis, shape) === n, b: sizeAt(b, axis, shape) === n };
    const last = runs.at(-1);
    if (last !== undefined && last.a === whole.a && last.b === whole.b) last.n *= n;
    else runs.push({ n, ...whole });
  });
  if (runs.length > 3) return null;
  while (runs.length < 3) runs.unshift({ n: 1, a: false, b: false });
  const [, m, n] = runs as [(typeof runs)[0], (typeof runs)[0], (typeof runs)[0]];
  return { M: m.n, N: n.n, strides: [...stepsOf(runs, "a"), ...stepsOf(runs, "b")] as Six };
}

function sizeAt(operand: Shape, axis: number, shape: Shape): number {
  return operand[axis - shape.length + operand.length] ?? 1;
}

function stepsOf(runs: readonly { n: number; a: boolean; b: boolean }[], which: "a" | "b"): number[] {
  const steps: number[] = [];
  let step = 1;
  for (const run of [...runs].reverse()) {
    steps.unshift(run[which] ? step : 0);
    if (run[which]) step *= run.n;
  }
  return steps;
}

/**
 * Records y = a ∘ b. `da` and `db` give the gradients of the operands in y's shape; what was repeated is summed.
 */
export function recordBinary(
  op: string,
  y: Tensor,
  a: Operand,
  b: Operand,
  da: (dy: Tensor) => Tensor,
  db: (dy: Tensor) => Tensor,
): Tensor {
  // Spelled out, as this runs for every operator of every step.
  if (typeof a === "number") {
    if (typeof b === "number") return y;
    return record(op, y, [b], (dy) => [sumTo(db(dy), b.shape)]);
  }
  if (typeof b === "number") return record(op, y, [a], (dy) => [sumTo(da(dy), a.shape)]);
  return record(op, y, [a, b], (dy, [needsA, needsB]) => [
    needsA ? sumTo(da(dy), a.shape) : null,
    needsB ? sumTo(db(dy), b.shape) : null,
  ]);
}

/** `dy` summed over the axes along which an operand of `shape` was repeated. */
export function sumTo(dy: Tensor, shape: Shape): Tensor {
  if (sameShape(dy.shape, shape)) return dy;
  const repeated = dy.shape.map((_, axis) => axis).filter((axis) => dy.shape[axis] !== sizeAt(shape, axis, dy.shape));
  return reshape(repeated.length === 0 ? dy : sum(dy, repeated), shape);
}
