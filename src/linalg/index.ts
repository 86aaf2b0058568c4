export { cholesky } from "./cholesky.ts";
export { determinant } from "./determinant.ts";
export { eigenSymmetric, type SymmetricEigen } from "./eigen-symmetric.ts";
export { inverse, solve } from "./solve.ts";
export { leastSquares, pseudoInverse, rank, type RankOptions, type Svd, svd } from "./svd.ts";
export type { MatrixLike, RightSide, Rows } from "./types.ts";
