import { Matrix, SVD } from "ml-matrix";
import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { answerOf, matrixOf, rightSidesOf } from "./input.ts";
import type { MatrixLike, RightSide, Rows } from "./types.ts";

/** What `svd` answers, for R = min(M, N). */
export interface Svd {
  /** `[M, R]`; its columns have length 1 and are orthogonal. */
  readonly u: number[][];
  /** `[R]`, in descending order, none negative. */
  readonly singularValues: number[];
  /** `[R, N]`: Vᵀ, whose rows have length 1 and are orthogonal. */
  readonly vt: number[][];
}

/** Options of what ranks matrices. */
export interface RankOptions {
  /**
   * Singular values count as 0 up to this part of the largest; default max(M, N) · 2⁻⁵², NumPy's for float64. For data that was
   * rounded to float32, max(M, N) · 2⁻²³ leaves the rounding out.
   */
  readonly tolerance?: number;
}

/**
 * The singular value decomposition, `a = U·diag(singularValues)·Vᵀ`, of a matrix of any shape.
 *
 * Shapes: `a [M, N]` → `u [M, R]`, `singularValues [R]`, `vt [R, N]`. No gradients: the numbers of a tensor are read.
 * Throws `ShapeError` unless a is a matrix and not empty, `ValueError` if a number is not finite.
 */
export function svd(a: MatrixLike): Svd {
  const { leftSingularVectors, diagonal, rightSingularVectors } = decomposed(matrixOf("svd", "a", a));
  return {
    u: leftSingularVectors.to2DArray(),
    singularValues: Array.from(diagonal),
    vt: rightSingularVectors.transpose().to2DArray(),
  };
}

/**
 * How many rows of `a` are linearly independent: its singular values above the tolerance.
 *
 * Throws `ShapeError` unless a is a matrix and not empty, `ValueError` if a number is not finite.
 */
export function rank(a: MatrixLike, options: RankOptions = {}): number {
  const matrix = matrixOf("rank", "a", a);
  return reciprocals("rank", matrix, decomposed(matrix).diagonal, options).filter((v) => v > 0).length;
}

/**
 * The inverse of what can be inverted of `a`, after Moore and Penrose: `V·diag(1 / singularValues)·Uᵀ` over those above the
 * tolerance.
 *
 * Shapes: `a [M, N]` → `[N, M]`. No gradients: the numbers of a tensor are read.
 * Throws `ShapeError` unless a is a matrix and not empty, `ValueError` if a number is not finite.
 */
export function pseudoInverse(a: MatrixLike, options: RankOptions = {}): number[][] {
  const matrix = matrixOf("pseudoInverse", "a", a);
  return applied("pseudoInverse", matrix, Matrix.eye(matrix.rows), options).to2DArray();
}

/**
 * The x that makes `‖a·x − b‖` smallest, and of several such x the shortest one, by singular value decomposition: so equations may
 * be more than unknowns, or fewer, or depend on each other.
 *
 * Shapes: `a [M, N]`, `b [M]` → `[N]`; `b [M, K]` → `[N, K]`. No gradients: the numbers of tensors are read.
 * Throws `ShapeError` if the sizes do not fit or are 0, `ValueError` if a number is not finite.
 */
export function leastSquares(a: MatrixLike, b: ArrayLike<number>, options?: RankOptions): number[];
export function leastSquares(a: MatrixLike, b: Rows, options?: RankOptions): number[][];
export function leastSquares(a: MatrixLike, b: Tensor, options?: RankOptions): number[] | number[][];
export function leastSquares(a: MatrixLike, b: RightSide, options: RankOptions = {}): number[] | number[][] {
  const left = matrixOf("leastSquares", "a", a);
  const { b: right, isVector } = rightSidesOf("leastSquares", b, left.rows);
  return answerOf(applied("leastSquares", left, right, options), isVector);
}

function decomposed(a: Matrix): SVD {
  return new SVD(a, { autoTranspose: true });
}

/** The pseudo-inverse of `a` times `b`. */
function applied(op: string, a: Matrix, b: Matrix, options: RankOptions): Matrix {
  const { leftSingularVectors, diagonal, rightSingularVectors } = decomposed(a);
  const parts = leftSingularVectors.transpose().mmul(b);
  return rightSingularVectors.mmul(parts.mulColumnVector(reciprocals(op, a, diagonal, options)));
}

/** 1 / s for each singular value, 0 for those within the tolerance. */
function reciprocals(op: string, a: Matrix, values: ArrayLike<number>, { tolerance }: RankOptions): number[] {
  const part = tolerance ?? Math.max(a.rows, a.columns) * Number.EPSILON;
  checkValue(op, "tolerance", part, part >= 0 && part < 1, "a number from 0 on and below 1");
  return Array.from(values, (s) => (s > part * values[0]! ? 1 / s : 0));
}
