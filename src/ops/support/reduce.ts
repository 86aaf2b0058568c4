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

/** Numbers of a block that one partial result covers, where N is 1 and where it is not. */
const BLOCK_OF_ROW = 4096;
const BLOCK_OF_COLUMNS = 64;

/** Brings `axes` (all if undefined) of `from` to the middle, copying only if they do not lie together. */
export function toMiddle(
  op: string,
  from: Tensor,
  axes: number | readonly number[] | undefined,
  keepDims: boolean,
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
  if (place !== "apart") return { x: from, from, strides, L, R, N, shape, kept };
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
export function reduce(kernels: ReduceKernels, { x, from, L, R, N, shape }: Middle): Tensor {
  let source = x;
  let length = R;
  const limit = N === 1 ? BLOCK_OF_ROW : BLOCK_OF_COLUMNS;
  do {
    const parts = Math.ceil(length / limit);
    const y = new Tensor(parts === 1 ? shape : [L, parts, N], x.dtype);
    if (N === 1) kernels.rows(y.address, source.address, length, limit, L * parts);
    else kernels.columns(y.address, source.address, length, N, limit, L * parts * N);
    if (source !== from) source.dispose();
    source = y;
    length = parts;
  } while (length > 1);
  return source;
}

const SUM: Record<DType, ReduceKernels> = {
  float32: { rows: launch.sum_rows, columns: launch.sum_columns },
  int32: { rows: launch.sum_rows_int, columns: launch.sum_columns_int },
};

/** The sums over the middle axis; 0 where it is empty. */
export function total(middle: Middle): Tensor {
  return middle.R === 0 ? full(middle.shape, 0, middle.x.dtype) : reduce(SUM[middle.x.dtype], middle);
}
