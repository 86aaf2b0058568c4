import type { Tensor } from "../tensor/tensor.ts";

/** Rows of numbers, as arrays or typed arrays. */
export type Rows = readonly ArrayLike<number>[];
/** A matrix: rows of numbers, or a tensor `[M, N]`, whose numbers are read. */
export type MatrixLike = Tensor | Rows;
/** One right side or several: a vector, rows of numbers, or a tensor `[M]` or `[M, N]`. */
export type RightSide = Tensor | ArrayLike<number> | Rows;
