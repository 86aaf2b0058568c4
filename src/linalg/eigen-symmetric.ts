import { EigenvalueDecomposition } from "ml-matrix";
import { symmetricOf } from "./input.ts";
import type { MatrixLike } from "./types.ts";

/** What `eigenSymmetric` answers. */
export interface SymmetricEigen {
  /** In ascending order. */
  readonly values: number[];
  /** Rows of `[N, N]`: column j belongs to value j. Columns have length 1 and are orthogonal; their signs are arbitrary. */
  readonly vectors: number[][];
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, `a = V·diag(values)·Vᵀ`, by Householder reductions and implicit QL steps.
 *
 * Shapes: `a [N, N]` → values `[N]`, vectors `[N, N]`. No gradients: the numbers of a tensor are read.
 * Throws `ShapeError` unless a is square, `ValueError` unless it is symmetric (up to 1e-5 of its largest number) or if a number is
 * not finite.
 */
export function eigenSymmetric(a: MatrixLike): SymmetricEigen {
  const eigen = new EigenvalueDecomposition(symmetricOf("eigenSymmetric", "a", a), { assumeSymmetric: true });
  return { values: Array.from(eigen.realEigenvalues), vectors: eigen.eigenvectorMatrix.to2DArray() };
}
