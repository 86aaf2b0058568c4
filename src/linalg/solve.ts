import { LU, Matrix } from "ml-matrix";
import { ValueError } from "../base/errors.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { answerOf, rightSidesOf, squareOf } from "./input.ts";
import type { MatrixLike, RightSide, Rows } from "./types.ts";

/**
 * The x of `a·x = b`, by LU decomposition with partial pivoting, rows and columns scaled before.
 *
 * Shapes: `a [N, N]`, `b [N]` → `[N]`; `b [N, K]` → `[N, K]`. No gradients: the numbers of tensors are read.
 * Throws `ShapeError` if the sizes do not fit or are 0, `ValueError` if a is singular to working precision or a number is not
 * finite.
 */
export function solve(a: MatrixLike, b: ArrayLike<number>): number[];
export function solve(a: MatrixLike, b: Rows): number[][];
export function solve(a: MatrixLike, b: Tensor): number[] | number[][];
export function solve(a: MatrixLike, b: RightSide): number[] | number[][] {
  const left = squareOf("solve", "a", a);
  const { b: right, isVector } = rightSidesOf("solve", b, left.rows);
  return answerOf(solved("solve", left, right), isVector);
}

/**
 * The inverse of `a`, by the decomposition of `solve`. To solve equations, `solve` is faster and more accurate.
 *
 * Shapes: `a [N, N]` → `[N, N]`. No gradients: the numbers of a tensor are read.
 * Throws `ShapeError` unless a is square, `ValueError` if it is singular to working precision or a number is not finite.
 */
export function inverse(a: MatrixLike): number[][] {
  const left = squareOf("inverse", "a", a);
  return solved("inverse", left, Matrix.eye(left.rows)).to2DArray();
}

/** x of `a·x = b`; both are overwritten. */
function solved(op: string, a: Matrix, b: Matrix): Matrix {
  const n = a.rows;
  // By powers of 2, so that nothing is rounded: what is small as a whole is not what makes a matrix singular.
  for (let i = 0; i < n; i++) {
    const scale = scaleOf(a.getRow(i));
    a.mulRow(i, scale);
    b.mulRow(i, scale);
  }
  const columns = Array.from({ length: n }, (_, j) => scaleOf(a.getColumn(j)));
  columns.forEach((scale, j) => a.mulColumn(j, scale));
  const lu = new LU(a);
  const pivots = lu.upperTriangularMatrix.diagonal().map(Math.abs);
  if (Math.min(...pivots) <= n * Number.EPSILON * Math.max(...pivots)) {
    throw new ValueError(
      `${op}: a is singular to working precision, expected an invertible matrix; leastSquares and pseudoInverse take any`,
    );
  }
  const x = lu.solve(b);
  columns.forEach((scale, j) => x.mulRow(j, scale));
  return x;
}

/** The power of 2 that brings the largest of the numbers to [1, 2); 1 if all are 0. */
function scaleOf(values: readonly number[]): number {
  const most = Math.max(...values.map(Math.abs));
  return most === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(most))));
}
