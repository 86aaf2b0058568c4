import type { Dataset } from "../../data/dataset.ts";
import type { Metrics } from "../metrics/metric.ts";
import { type Given, prepared, type SelectionOptions } from "./options.ts";
import type { CrossValidation } from "./records.ts";
import { type Outcome, runTrials } from "./run-trials.ts";
import type { Trainer } from "./runner.ts";

/** Options of `crossValidate`. */
export type CrossValidateOptions<S> = SelectionOptions & Given<S>;

/**
 * Trains a model on each fold's training samples, and takes its figures over the others: how good a network is on data that it has not seen,
 * and how much that depends on chance. As scikit-learn's `cross_validate`, with training figures.
 *
 *     const { mean, deviation } = await crossValidate(trainer, data, { folds: stratifiedKFold(data), epochs: 20, seed: 1 });
 *     console.log(mean.validation.metrics.accuracy, deviation.validation.metrics.accuracy);
 *
 * Data should come as they are, and be scaled in the trainer's `prepare`. Models are freed, and the default generator is left as it was, but for a
 * seed drawn from it.
 * Throws `ValueError` for folds and options that cannot be used, and if another selection is under way in this thread, and whatever a training throws.
 */
export async function crossValidate<M extends Metrics, S>(
  trainer: Trainer<M, S>,
  data: Dataset,
  options: CrossValidateOptions<NoInfer<S>>,
): Promise<CrossValidation<M>> {
  const { folds, trials } = prepared("crossValidate", data, options);
  const plans = [{ settings: options.settings as S, folds }];
  const [outcome] = await runTrials("crossValidate", trainer, data, plans, trials);
  return complete(outcome!);
}

/** The figures of a trial. Throws what it threw if it failed. */
export function complete<M extends Metrics>({ result, thrown }: Outcome<M, unknown>): CrossValidation<M> {
  if (result.error !== null) throw thrown;
  const { folds, mean, deviation, seconds } = result;
  return { folds, mean, deviation, seconds };
}
