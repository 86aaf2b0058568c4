import { CholeskyDecomposition } from "ml-matrix";
import { ValueError } from "../base/errors.ts";
import { symmetricOf } from "./input.ts";
import type { MatrixLike } from "./types.ts";

/**
 * The lower triangular matrix L of `a = L·Lᵀ`, whose diagonal is positive.
 *
 * Shapes: `a [N, N]` → `[N, N]`. No gradients: the numbers of a tensor are read.
 * Throws `ShapeError` unless a is square, `ValueError` unless it is symmetric (up to 1e-5 of its largest number, the rounding of a
 * float32 product) and positive definite, or if a number is not finite.
 */
export function cholesky(a: MatrixLike): number[][] {
  const decomposition = new CholeskyDecomposition(symmetricOf("cholesky", "a", a));
  if (!decomposition.isPositiveDefinite()) {
    throw new ValueError("cholesky: a is not positive definite, expected a positive definite matrix");
  }
  return decomposition.lowerTriangularMatrix.to2DArray();
}
