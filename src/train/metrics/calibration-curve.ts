import { checkValue } from "../../base/check.ts";
import { ValueError } from "../../base/errors.ts";
import type { Values } from "./columns.ts";
import { oneClass, type OneClassOptions } from "./ranking.ts";
import { checkProbabilities } from "./scores.ts";

/** More would each hold a sample or none, and might not fit into memory. */
const MOST_BINS = 4096;

/** Options of `calibrationCurve`. */
export interface CalibrationCurveOptions extends OneClassOptions {
  /** Into how many bins probabilities are sorted, up to 4096; default 5. */
  readonly bins?: number;
  /** Whether bins have the same width, `"uniform"`, or about the same number of samples, `"quantile"`; default `"uniform"`. */
  readonly strategy?: "uniform" | "quantile";
}

/** What became of probabilities, by bins that are not empty, rising. Plain data. */
export interface CalibrationCurve {
  /** Mean probability of the samples of a bin. */
  readonly predicted: readonly number[];
  /** Share of them that belongs to the class. Close to `predicted` if probabilities are what they say. */
  readonly observed: readonly number[];
  /** Samples of the bin. */
  readonly counts: readonly number[];
}

/**
 * How often it is true what is held for so and so probable. As scikit-learn's `calibration_curve`.
 *
 * Shapes: `output [...]` or `[..., 1]` probabilities of class 1 of two, or `[..., V]`, or logits; or N numbers; int32 `labels [...]`, or N
 * numbers. Throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are
 * none, or what are no probabilities.
 */
export function calibrationCurve(
  output: Values,
  labels: Values,
  options: CalibrationCurveOptions = {},
): CalibrationCurve {
  const { bins = 5, strategy = "uniform" } = options;
  const isCount = Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS;
  checkValue("calibrationCurve", "bins", bins, isCount, `a whole number from 1 to ${MOST_BINS}`);
  const isKnown = strategy === "uniform" || strategy === "quantile";
  checkValue("calibrationCurve", "strategy", strategy, isKnown, '"uniform" or "quantile"');
  const { scores, isPositive } = oneClass("calibrationCurve", output, labels, options, true);
  checkProbabilities("calibrationCurve", scores);
  if (scores.length === 0) throw new ValueError("calibrationCurve: there are 0 labels, expected at least one");
  const steps = Array.from({ length: bins - 1 }, (_, i) => (i + 1) * (1 / bins));
  const sorted = scores.toSorted();
  const edges = strategy === "uniform" ? steps : steps.map((step) => quantile(sorted, step));
  const all = Array.from({ length: bins }, () => ({ predicted: 0, observed: 0, count: 0 }));
  scores.forEach((p, i) => {
    const over = edges.findIndex((edge) => edge >= p);
    const bin = all[over === -1 ? bins - 1 : over]!;
    bin.predicted += p;
    bin.observed += Number(isPositive[i]);
    bin.count++;
  });
  const filled = all.filter(({ count }) => count > 0);
  return {
    predicted: filled.map(({ predicted, count }) => predicted / count),
    observed: filled.map(({ observed, count }) => observed / count),
    counts: filled.map(({ count }) => count),
  };
}

/** Between two of the sorted values, on a straight line, rounded as NumPy does, so that what is equal to an edge is so there, too. */
function quantile(sorted: Float64Array, share: number): number {
  const place = ((share * 100) / 100) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  const t = place - Math.floor(place);
  return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
}
