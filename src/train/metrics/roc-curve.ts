import { ValueError } from "../../base/errors.ts";
import type { Values } from "./columns.ts";
import { oneClass, type OneClassOptions, ranking } from "./ranking.ts";

/** Options of `rocCurve`. */
export interface RocCurveOptions extends OneClassOptions {
  /** Whether points on a straight line between others are left out, which draw the same curve; default true. */
  readonly dropIntermediate?: boolean;
}

/** A curve of true over false positives, from (0, 0) to (1, 1). Plain data. */
export interface RocCurve {
  /** The share of the samples of other classes with a score from the threshold on. */
  readonly falsePositiveRates: readonly number[];
  /** The share of the samples of the class with a score from the threshold on. */
  readonly truePositiveRates: readonly number[];
  /** Falling; the first is infinite, which no score reaches. */
  readonly thresholds: readonly number[];
}

/**
 * How many samples of a class are found, and how many others are taken for them, at each threshold of the score. As scikit-learn's
 * `roc_curve`, which has the infinite threshold from version 1.3 on. `areaUnderCurve` of both rates is `rocAuc`.
 *
 *     const { falsePositiveRates, truePositiveRates } = rocCurve(await predict(model, test), labels, { logits: true, positive: 3 });
 *
 * Shapes: `output [...]` or `[..., 1]` scores of class 1 of two, whatever they are, or `[..., V]` probabilities, or logits; or N numbers;
 * int32 `labels [...]`, or N numbers. Throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no
 * class, `ValueError` unless the class and others occur, for scores that are NaN, and for those of several classes that are no probabilities.
 */
export function rocCurve(output: Values, labels: Values, options: RocCurveOptions = {}): RocCurve {
  const { scores, isPositive } = oneClass("rocCurve", output, labels, options);
  const { thresholds, hits, falseAlarms } = ranking(scores, (sample) => isPositive[sample]!);
  const [positives, negatives] = [hits.at(-1) ?? 0, falseAlarms.at(-1) ?? 0];
  if (positives === 0 || negatives === 0) {
    throw new ValueError(`rocCurve: ${positives} of ${scores.length} labels are positive, expected some, but not all`);
  }
  const bends = (counts: readonly number[], i: number): boolean =>
    counts[i + 1]! - counts[i]! !== counts[i]! - counts[i - 1]!;
  const isKept = (_: unknown, i: number): boolean =>
    options.dropIntermediate === false || i === 0 || i === hits.length - 1 || bends(hits, i) || bends(falseAlarms, i);
  return {
    falsePositiveRates: [0, ...falseAlarms.filter(isKept).map((n) => n / negatives)],
    truePositiveRates: [0, ...hits.filter(isKept).map((n) => n / positives)],
    thresholds: [Infinity, ...thresholds.filter(isKept)],
  };
}
