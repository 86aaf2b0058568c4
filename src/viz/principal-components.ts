import { PCA } from "ml-pca";
import { checkNumbers } from "./check-numbers.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Vectors in the plane in which they differ most. Plain data. */
export interface PrincipalComponents {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which share of the variance lies along x, and along y. */
  readonly shares: readonly [number, number];
}

/**
 * The first two principal components of vectors, such as what a model's last layer gives: for `embeddingChart`. Of each component's weights the largest is positive.
 *
 * Shapes: `vectors [N, D]` → N places. Throws `ShapeError` unless there are at least two vectors of at least one number; `ValueError` if a number is not
 * finite.
 */
export function principalComponents(vectors: Tensor): PrincipalComponents {
  const { shape, data } = vectors;
  const [N = 0, D = 0] = shape;
  if (shape.length !== 2 || N < 2 || D < 1) {
    throw new ShapeError(
      `principalComponents: vectors is ${formatShape(shape)}, expected [N, D], N from 2 and D from 1 on`,
    );
  }
  checkNumbers("principalComponents", { vectors: data });
  const rows = Array.from({ length: N }, (_, i) => Array.from(data.subarray(i * D, (i + 1) * D)));
  // Of D×D numbers; of vectors that are longer than they are many, their own decomposition is smaller.
  const pca = new PCA(rows, { method: D <= N ? "covarianceMatrix" : "SVD" });
  const places = pca.predict(rows, { nComponents: Math.min(2, D) });
  const loadings = pca.getLoadings();
  const along = (component: number): Float64Array => {
    if (component >= places.columns) return new Float64Array(N);
    const weights = loadings.getRow(component);
    const largest = weights.reduce((best, weight) => (Math.abs(weight) > Math.abs(best) ? weight : best), 0);
    return Float64Array.from({ length: N }, (_, i) => places.get(i, component) * (largest < 0 ? -1 : 1));
  };
  const [first = 0, second = 0] = pca.getExplainedVariance().map((share) => (Number.isFinite(share) ? share : 0));
  return { x: along(0), y: along(1), shares: [first, second] };
}
