import { ValueError } from "../../base/errors.ts";
import type { Values } from "./columns.ts";
import { oneClass, type OneClassOptions, ranking } from "./ranking.ts";

/** Precision and recall at each threshold, recall falling. Plain data. */
export interface PrecisionRecallCurve {
  /** The share of the samples with a score from the threshold on that belong to the class; last 1, without a threshold. */
  readonly precisions: readonly number[];
  /** The share of the samples of the class with a score from the threshold on; last 0, without a threshold. */
  readonly recalls: readonly number[];
  /** Every score that occurs, rising: one less than there are points. */
  readonly thresholds: readonly number[];
}

/**
 * How many of those found belong to a class, and how many of the class are found, at each threshold of the score. As scikit-learn's
 * `precision_recall_curve`. `averagePrecision` sums it up; it says more than `rocCurve` of a class that is rare.
 *
 * Shapes and errors: see `rocCurve`; but it needs no other classes. Throws `ValueError` if the class does not occur.
 */
export function precisionRecallCurve(
  output: Values,
  labels: Values,
  options: OneClassOptions = {},
): PrecisionRecallCurve {
  const { scores, isPositive } = oneClass("precisionRecallCurve", output, labels, options);
  const { thresholds, hits, falseAlarms } = ranking(scores, (sample) => isPositive[sample]!);
  const positives = hits.at(-1) ?? 0;
  if (positives === 0) {
    throw new ValueError(`precisionRecallCurve: 0 of ${scores.length} labels are positive, expected at least one`);
  }
  return {
    precisions: [...hits.map((n, i) => n / (n + falseAlarms[i]!)).reverse(), 1],
    recalls: [...hits.map((n) => n / positives).reverse(), 0],
    thresholds: thresholds.toReversed(),
  };
}
