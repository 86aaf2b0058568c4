// What reductions share: any axes become the middle one of [L, R, N], a long axis is reduced in blocks.

import { ShapeError } from "../../base/errors.ts";
import { full } from "../../tensor/creation.ts";
import { checkAxes, formatShape, type Shape, stridesOf } from "../../tensor/shape.ts";
import type { DType } from "../../tensor/dtype.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { fromStrided, toStrided } from "./strided.ts";

/** A tensor with the reduced axes as the middle of [L, R, N]. */
export interface Middle {
  /** `from` itself, or a copy with the reduced axes last, which the caller disposes of. */
  readonly x: Tensor;
  readonly from: Tensor;
  /** Strides of `from` in the copy's order of axes. */
  readonly strides: readonly number[];
  readonly L: number;
  readonly R: number;
  readonly N: number;
  /** Shape of the result, and with size 1 in the place of the reduced axes. */
  readonly shape: Shape;
  readonly kept: Shape;
}

const BLOCK_OF_ROW = 4096;
const BLOCK_OF_COLUMNS = 64;

/**
 * Brings `axes` (all if undefined) of `from` to the middle, copying only if they do not lie together, or, with `last`, if
 * other axes lie behind them: N is 1 then.
 */
export function toMiddle(
  op: string,
  from: Tensor,
  axes: number | readonly number[] | undefined,
  keepDims: boolean,
  last = false,
): Middle {
  const reduced = checkAxes(op, axes, from.rank);
  const rest: number[] = [];
  const kept: number[] = [];
  let [L, R, N] = [1, 1, 1];
  let place: "L" | "R" | "N" | "apart" = "L";
  for (const [axis, n] of from.shape.entries()) {
    const isReduced = reduced.includes(axis);
    kept.push(isReduced ? 1 : n);
    if (!isReduced) rest.push(n);
    if (n === 1) continue; // belongs wherever it helps
    if (isReduced) {
      place = place === "L" || place === "R" ? "R" : "apart";
      R *= n;
    } else if (place === "L") L *= n;
    else {
      if (place === "R") place = "N";
      N *= n;
    }
  }
  const shape = keepDims ? kept : rest;
  const strides = stridesOf(from.shape);
  if (place !== "apart" && !(last && N !== 1)) return { x: from, from, strides, L, R, N, shape, kept };
  const order = [...from.shape.keys()].sort((a, b) => Number(kept[a] === 1) - Number(kept[b] === 1) || a - b);
  const moved = order.map((axis) => strides[axis]!);
  const sizes = order.map((axis) => from.shape[axis]!);
  return { x: fromStrided(op, from, sizes, moved), from, strides: moved, L: L * N, R, N: 1, shape, kept };
}

/** `dx`, which lies as the middle's `x` does, as `from` does; frees both copies if the axes had moved. */
export function fromMiddle(op: string, { x, from, strides }: Middle, dx: Tensor): Tensor {
  if (x === from) return dx;
  const y = new Tensor(from.shape);
  toStrided(op, y, dx, strides);
  dx.dispose();
  x.dispose();
  return y;
}

/** y[l, r, n] = x[l, r, n] − each[l, n], or times. */
export function withEach(kernel: typeof launch.mul, y: Tensor, x: Tensor, each: Tensor, { R, N }: Middle): void {
  kernel(y.address, x.address, each.address, R, N, R * N, N, 1, N, 0, 1, y.size);
}

/** Throws `ShapeError` if there is nothing to reduce: a sum of nothing is 0, a largest of nothing is not. */
export function checkNotEmpty(op: string, x: Tensor, R: number): void {
  if (R === 0)
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected at least one element along the axes`);
}

/** How many numbers of [L, R, N] one partial result covers. */
export function blockOf(N: number): number {
  return N === 1 ? BLOCK_OF_ROW : BLOCK_OF_COLUMNS;
}

/** The kernels of a reduction; see assembly/reduce.ts. */
export interface ReduceKernels {
  rows(y: number, x: number, R: number, block: number, items: number): void;
  /** Not needed if the reduced axes are moved behind all others. */
  columns?(y: number, x: number, R: number, N: number, block: number, items: number): void;
}

/**
 * Reduces [L, R, N] to [L, N], in blocks whose partial results are reduced in turn, by `kernels`; `first` are those for the
 * numbers themselves. R ≥ 1.
 */
export function reduce(kernels: ReduceKernels, { x, from, L, R, N, shape }: Middle, first = kernels): Tensor {
  let source = x;
  let step = first;
  let length = R;
  const limit = blockOf(N);
  do {
    const parts = Math.ceil(length / limit);
    const y = new Tensor(parts === 1 ? shape : [L, parts, N], x.dtype);
    if (N === 1) step.rows(y.address, source.address, length, limit, L * parts);
    else step.columns!(y.address, source.address, length, N, limit, L * parts * N);
    if (source !== from) source.dispose();
    source = y;
    step = kernels;
    length = parts;
  } while (length > 1);
  return source;
}

/** The kernels of sums, products, largest and smallest numbers. */
export const SUM: Record<DType, ReduceKernels> = {
  float32: { rows: launch.sum_rows, columns: launch.sum_columns },
  int32: { rows: launch.sum_rows_int, columns: launch.sum_columns_int },
};

export const PROD: Record<DType, ReduceKernels> = {
  float32: { rows: launch.prod_rows, columns: launch.prod_columns },
  int32: { rows: launch.prod_rows_int, columns: launch.prod_columns_int },
};
export const MAX: Record<DType, ReduceKernels> = {
  float32: { rows: launch.max_rows, columns: launch.max_columns },
  int32: { rows: launch.max_rows_int, columns: launch.max_columns_int },
};
export const MIN: Record<DType, ReduceKernels> = {
  float32: { rows: launch.min_rows, columns: launch.min_columns },
  int32: { rows: launch.min_rows_int, columns: launch.min_columns_int },
};

/** The sums over the middle axis; 0 where it is empty. */
export function total(middle: Middle): Tensor {
  return reduceOr(0, SUM, middle);
}

/** The reduction over the middle axis; `nothing` where it is empty. */
export function reduceOr(nothing: number, kernels: Record<DType, ReduceKernels>, middle: Middle): Tensor {
  const { R, x, shape } = middle;
  return R === 0 ? full(shape, nothing, x.dtype) : reduce(kernels[x.dtype], middle);
}
