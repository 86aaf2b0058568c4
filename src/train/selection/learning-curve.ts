import { checkValue } from "../../base/check.ts";
import { RandomStream } from "../../base/philox.ts";
import { labelsOf } from "../../data/collect.ts";
import type { Dataset } from "../../data/dataset.ts";
import { indicesByValue, shuffled } from "../../data/grouping.ts";
import type { Metrics } from "../metrics/metric.ts";
import { complete } from "./cross-validate.ts";
import { type Given, prepared, type SelectionOptions } from "./options.ts";
import type { CrossValidation } from "./records.ts";
import { runTrials } from "./run-trials.ts";
import type { Trainer } from "./runner.ts";

/** Options of `learningCurve`. */
export type LearningCurveOptions<S> = SelectionOptions &
  Given<S> & {
    /**
     * How many samples to train with: numbers above 1, or shares up to 1 of those that every fold has, rounded down. Default 0.1, 0.325, 0.55,
     * 0.775 and 1, as scikit-learn's.
     */
    readonly sizes?: readonly number[];
  };

/** Figures of training with so many samples. */
export interface LearningCurvePoint<M extends Metrics = Metrics> extends CrossValidation<M> {
  readonly size: number;
}

/**
 * Figures over training and validation samples by the number of samples trained with: whether more data would help. If both meet, a larger
 * network might; while they are apart, more data. As scikit-learn's `learning_curve`, with smaller sizes first.
 *
 *     const curve = await learningCurve(trainer, data, { sizes: [50, 100, 200], epochs: 20, seed: 1 });
 *     for (const { size, mean } of curve) console.log(size, mean.loss, mean.validation.loss);
 *
 * Training samples are drawn at random from those of a fold, each size has those of the smaller ones, and labels are in proportion; validation
 * is with all of its samples. Equal sizes are tried once. Epochs stay the same, so fewer samples are fewer steps.
 *
 * Throws as `crossValidate`, and `ValueError` for sizes of no sample or of more than a fold has.
 */
export async function learningCurve<M extends Metrics, S>(
  trainer: Trainer<M, S>,
  data: Dataset,
  options: LearningCurveOptions<NoInfer<S>>,
): Promise<LearningCurvePoint<M>[]> {
  const { folds, trials } = prepared("learningCurve", data, options);
  const most = Math.min(...folds.map(({ train }) => train.length));
  const sizes = sizesOf(options.sizes ?? [0.1, 0.325, 0.55, 0.775, 1], most);
  const isLabelled = data.y.dtype === "int32" && data.y.shape.length === 0;
  const labels = isLabelled ? labelsOf("learningCurve", data) : new Int32Array(data.length);
  const random = new RandomStream(trials.seed, 2);
  const ordered = folds.map(({ train, validation }) => ({ train: inProportion(train, labels, random), validation }));
  const plans = sizes.map((size) => ({
    settings: options.settings as S,
    folds: ordered.map(({ train, validation }) => ({ train: train.slice(0, size), validation })),
  }));
  const outcomes = await runTrials("learningCurve", trainer, data, plans, trials);
  return outcomes.map((outcome, i) => ({ size: sizes[i]!, ...complete(outcome) }));
}

/** Whole numbers of samples, rising. */
function sizesOf(given: readonly number[], most: number): number[] {
  checkValue("learningCurve", "sizes", "an empty list", given.length > 0, "at least one size");
  const sizes = given.map((size) => {
    // A share that is meant to be whole may come out smaller by rounding.
    const n = size <= 1 ? Math.floor(size * most + 1e-9) : size;
    const isValid = Number.isInteger(n) && n >= 1 && n <= most;
    checkValue("learningCurve", "a size", size, isValid, `a share up to 1, or a whole number, of 1 to ${most} samples`);
    return n;
  });
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** `samples` in random order, such that labels are in proportion from the beginning to any place, up to one of each. */
function inProportion(samples: Int32Array, labels: Int32Array, random: RandomStream): Int32Array {
  const strata = indicesByValue(samples.map((sample) => labels[sample]!));
  const places = strata.flatMap((stratum) =>
    shuffled(stratum, random).map((i, k) => ({ sample: samples[i]!, share: (k + 0.5) / stratum.length })),
  );
  return Int32Array.from(
    places.sort((a, b) => a.share - b.share),
    ({ sample }) => sample,
  );
}
