import { LU } from "ml-matrix";
import { squareOf } from "./input.ts";
import type { MatrixLike } from "./types.ts";

/**
 * The determinant of `a`, by LU decomposition with partial pivoting. That of a singular matrix is 0 but for rounding: ask `rank`.
 *
 * Shapes: `a [N, N]`. No gradients: the numbers of a tensor are read.
 * Throws `ShapeError` unless a is square and not empty, `ValueError` if a number is not finite.
 */
export function determinant(a: MatrixLike): number {
  return new LU(squareOf("determinant", "a", a)).determinant;
}
