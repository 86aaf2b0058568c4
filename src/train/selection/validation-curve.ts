import { checkValue } from "../../base/check.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Metrics } from "../metrics/metric.ts";
import { complete } from "./cross-validate.ts";
import { prepared, type SelectionOptions } from "./options.ts";
import type { CrossValidation, FailedTrial } from "./records.ts";
import { checkSome, runTrials } from "./run-trials.ts";
import type { Trainer } from "./runner.ts";

/** Options of `validationCurve`. */
export type ValidationCurveOptions<S, K extends keyof S> = SelectionOptions & {
  /** The setting that varies, and the values that it takes. */
  readonly name: K;
  readonly values: readonly S[K][];
} & (object extends Omit<S, K>
    ? { readonly settings?: Omit<S, K> }
    : {
        /** All other settings. */
        readonly settings: Omit<S, K>;
      });

/** Figures with a value of the setting; or why there are none. */
export type ValidationCurvePoint<M extends Metrics = Metrics, V = unknown> = { readonly value: V } & (
  (CrossValidation<M> & { readonly error: null }) | Pick<FailedTrial, "error">
);

/**
 * Figures over training and validation samples by the value of one setting: where a network learns too little, and where it learns its samples
 * by heart. As scikit-learn's `validation_curve`.
 *
 *     const curve = await validationCurve(trainer, data, { name: "hidden", values: [4, 16, 64], settings: { learningRate: 0.01 }, epochs: 20 });
 *     for (const { value, error, ...point } of curve) …
 *
 * A value whose training fails has an `error` instead of figures. Throws as `crossValidate`; what training throws only if it fails with every value.
 */
export async function validationCurve<M extends Metrics, S, K extends keyof S>(
  trainer: Trainer<M, S>,
  data: Dataset,
  options: ValidationCurveOptions<NoInfer<S>, K>,
): Promise<ValidationCurvePoint<M, S[K]>[]> {
  const { folds, trials } = prepared("validationCurve", data, options);
  const { name, values } = options;
  checkValue("validationCurve", "values", "an empty list", values.length > 0, "at least one value");
  const plans = values.map((value) => ({ settings: { ...options.settings, [name]: value } as S, folds }));
  const outcomes = await runTrials("validationCurve", trainer, data, plans, trials);
  checkSome("validationCurve", outcomes);
  return outcomes.map((outcome, i) => {
    const { error } = outcome.result;
    return { value: values[i]!, ...(error === null ? { ...complete(outcome), error } : { error }) };
  });
}
