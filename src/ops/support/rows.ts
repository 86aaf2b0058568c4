import { type Shape, sizeOf } from "../../tensor/shape.ts";
import type { DType } from "../../tensor/dtype.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { fromStrided } from "./strided.ts";

/** How an axis of a shape becomes the last one of rows, and back. */
export interface Rows {
  /** How many there are. */
  readonly count: number;
  /** `x`, which has that shape, with the axis last: itself if it is, else a copy. */
  of(x: Tensor): Tensor;
  /** Room for rows of K numbers. */
  make(K: number, dtype: DType): Tensor;
  /** Such rows with the axis in its place: themselves if it is the last, else a copy, and they are freed. */
  back(rows: Tensor, K: number): Tensor;
}

/** The rows along `axis` of `shape`. */
export function rowsAlong(op: string, shape: Shape, axis: number): Rows {
  const L = sizeOf(shape.slice(0, axis));
  const V = shape[axis]!;
  const N = sizeOf(shape.slice(axis + 1));
  const shapeOf = (K: number): Shape => shape.map((n, i) => (i === axis ? K : n));
  return {
    count: L * N,
    of: (x) => (N === 1 ? x : fromStrided(op, x, [L, N, V], [V * N, 1, N])),
    make: (K, dtype) => new Tensor(N === 1 ? shapeOf(K) : [L, N, K], dtype),
    back: (rows, K) => {
      if (N === 1) return rows;
      const moved = fromStrided(op, rows, [L, K, N], [N * K, 1, K]);
      const y = moved.view(shapeOf(K));
      moved.dispose();
      rows.dispose();
      return y;
    },
  };
}
