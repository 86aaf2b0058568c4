// What reductions share: any axes become the middle one of [L, R, N], a long axis is reduced in blocks.

import { ShapeError } from "../../base/errors.ts";
import { checkAxes, formatShape, type Shape, sizeOf, stridesOf } from "../../tensor/shape.ts";
import { type DType, Tensor } from "../../tensor/tensor.ts";
import { fromStrided } from "./strided.ts";

/** `x` with the reduced axes as the middle of [L, R, N]; `moved` says that it is a copy, which the caller disposes of. */
export interface Middle {
  readonly x: Tensor;
  readonly moved: boolean;
  readonly L: number;
  readonly R: number;
  readonly N: number;
  /** Shape of the result without the reduced axes, and with size 1 in their place. */
  readonly shape: Shape;
  readonly kept: Shape;
}

/** Numbers of a block that one partial result covers, where N is 1 and where it is not. */
const BLOCK_OF_ROW = 4096;
const BLOCK_OF_COLUMNS = 64;

/** Brings `axes` (all if undefined) of `x` to the middle, copying only if they do not lie together. */
export function toMiddle(op: string, x: Tensor, axes: number | readonly number[] | undefined): Middle {
  const reduced = checkAxes(op, axes, x.rank);
  const isReduced = x.shape.map((_, axis) => reduced.includes(axis));
  const shape = x.shape.filter((_, axis) => !isReduced[axis]);
  const kept = x.shape.map((n, axis) => (isReduced[axis] ? 1 : n));
  const R = sizeOf(reduced.map((axis) => x.shape[axis]!));
  const wide = reduced.filter((axis) => x.shape[axis] !== 1);
  const first = wide[0] ?? 0;
  const last = wide.at(-1) ?? -1;
  const together = x.shape.every((n, axis) => axis < first || axis > last || isReduced[axis] || n === 1);
  if (together) {
    const L = sizeOf(x.shape.slice(0, first));
    return { x, moved: false, L, R, N: sizeOf(x.shape.slice(last + 1)), shape, kept };
  }
  const order = [...x.shape.keys()].sort((a, b) => Number(isReduced[a]) - Number(isReduced[b]) || a - b);
  const strides = stridesOf(x.shape);
  const sizes = order.map((axis) => x.shape[axis]!);
  const copy = fromStrided(
    op,
    x,
    sizes,
    order.map((axis) => strides[axis]!),
  );
  return { x: copy, moved: true, L: sizeOf(shape), R, N: 1, shape, kept };
}

/** Throws `ShapeError` if there is nothing to reduce: a sum of nothing is 0, a largest of nothing is not. */
export function checkNotEmpty(op: string, x: Tensor, R: number): void {
  if (R === 0)
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected at least one element along the axes`);
}

/** The kernels of a reduction; see assembly/reduce.ts. */
export interface ReduceKernels {
  rows(y: number, x: number, R: number, block: number, items: number): void;
  columns(y: number, x: number, R: number, N: number, block: number, items: number): void;
}

/** Reduces [L, R, N] to [L, N], in blocks whose partial results are reduced in turn; R ≥ 1. */
export function reduce(kernels: ReduceKernels, { x, moved, L, R, N, shape }: Middle, dtype: DType): Tensor {
  let from = x;
  let length = R;
  const limit = N === 1 ? BLOCK_OF_ROW : BLOCK_OF_COLUMNS;
  do {
    const parts = Math.ceil(length / limit);
    const y = new Tensor(parts === 1 ? shape : [L, parts, N], dtype);
    if (N === 1) kernels.rows(y.address, from.address, length, limit, L * parts);
    else kernels.columns(y.address, from.address, length, N, limit, L * parts * N);
    if (from !== x || moved) from.dispose();
    from = y;
    length = parts;
  } while (length > 1);
  return from;
}
