import type { Figure } from "./figure.ts";
import { columnsFigure, meanFigure, type Term, type Values } from "./columns.ts";

/**
 * Mean of |output − target|, in the targets' unit. As scikit-learn's `mean_absolute_error`.
 *
 * Shapes: `output [N, ...]`, `targets` likewise, or N numbers each → a number. `[N, 1]` is as good as `[N]`.
 * Throws `ShapeError` if they do not fit, `ValueError` if there are none, or one is not finite.
 */
export const meanAbsoluteError: Figure<Values> = meanFigure("meanAbsoluteError", (p, w) => Math.abs(p - w));

/**
 * Mean of (output − target)², in float64. As scikit-learn's `mean_squared_error`; the loss of that name gives a tensor with a
 * gradient. Shapes and errors: see `meanAbsoluteError`.
 */
export const meanSquaredErrorMetric: Figure<Values> = meanFigure("meanSquaredErrorMetric", (p, w) => (p - w) ** 2);

/**
 * Root of the mean of (output − target)², in the targets' unit; of targets with several numbers the mean over these. As
 * scikit-learn's `mean_squared_error` with `squared=False`. Shapes and errors: see `meanAbsoluteError`.
 */
export const rootMeanSquaredError: Figure<Values> = meanFigure(
  "rootMeanSquaredError",
  (p, w) => (p - w) ** 2,
  Math.sqrt,
);

/**
 * Mean of |output − target| / |target|: 0.05 is 5 %. A target of 0 counts as 2⁻⁵². As scikit-learn's
 * `mean_absolute_percentage_error`. Shapes and errors: see `meanAbsoluteError`.
 */
export const meanAbsolutePercentageError: Figure<Values> = meanFigure(
  "meanAbsolutePercentageError",
  (p, w) => Math.abs(p - w) / Math.max(Math.abs(w), Number.EPSILON),
);

/**
 * The share of the targets' variance that the outputs explain: 1 − Σ(output − target)² / Σ(target − mean)²; 0 is as good as their
 * mean, and worse is negative. Of targets with several numbers the mean over these. Targets that do not vary give 1 if outputs are
 * equal to them, else 0. As scikit-learn's `r2_score`.
 *
 * Shapes: see `meanAbsoluteError`. Throws as that does, and `ValueError` for a single sample.
 */
export const r2: Figure<Values> = columnsFigure("r2", explained, "finite outputs and targets, at least two of each");

/**
 * Deviations from the mean are added up as it moves: B. P. Welford, Technometrics 4, 1962; of distances to the first target, which
 * lose nothing where targets are large beside their differences. Equal targets give exactly 0.
 */
function explained(): Term {
  let [n, first, mean, total, residual] = [0, 0, 0, 0, 0];
  return {
    add(predicted, wanted) {
      if (n++ === 0) first = wanted;
      const distance = wanted - first - mean;
      mean += distance / n;
      total += distance * (wanted - first - mean);
      residual += (predicted - wanted) ** 2;
    },
    value() {
      if (n < 2 || Number.isNaN(residual)) return Number.NaN;
      if (total === 0) return residual === 0 ? 1 : 0;
      return 1 - residual / total;
    },
    save: () => [n, first, mean, total, residual],
    restore: (saved) => {
      [n, first, mean, total, residual] = saved as [number, number, number, number, number];
    },
  };
}
