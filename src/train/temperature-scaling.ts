import { ValueError } from "../base/errors.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { scoresOf } from "./metrics/scores.ts";

/** Inverse temperatures beyond are no calibration: outputs say nothing, or leave no doubt. */
const [LEAST, MOST] = [2 ** -20, 2 ** 20];
/** Halvings of their range, until float64 knows no number between. */
const HALVINGS = 60;

/**
 * The temperature T that makes probabilities, softmax(logits / T), the most honest: it minimises their log loss. Classes stay what they
 * are. Learn it from samples that the network was not trained with.
 *
 *     const temperature = temperatureScaling(await predict(model, validation), labels);
 *     const probabilities = softmax(div(await predict(model, test), temperature));
 *
 * Shapes: `logits [..., V]`, or `[...]` or `[..., 1]` of which sigmoid is taken; int32 `labels [...]`. Throws `ShapeError` or `DTypeError`
 * if they do not fit, `IndexError` for a label that is no class, `ValueError` if there are none, for logits that are not finite, and if no
 * temperature is best: logits that are largest at every label become the better the colder it is, such that say nothing, the hotter.
 *
 * Source: Guo et al., "On calibration of modern neural networks", ICML 2017, section 4.2.
 */
export function temperatureScaling(logits: Tensor, labels: Tensor): number {
  const { values, V, labels: wanted } = scoresOf("temperatureScaling", logits, labels);
  if (wanted.length === 0) throw new ValueError("temperatureScaling: there are 0 labels, expected at least one");
  const bad = values.find((v) => !Number.isFinite(v));
  if (bad !== undefined) throw new ValueError(`temperatureScaling: a logit is ${bad}, expected finite numbers`);
  // The loss is convex in the inverse of T, so its slope has one zero at most.
  const rows = Array.from(wanted, (label, i) => ({
    label,
    logits: V === 1 ? Float64Array.of(0, values[i]!) : values.subarray(i * V, i * V + V),
  }));
  const slope = (inverse: number): number =>
    rows.reduce((sum, row) => sum + slopeOf(row.logits, row.label, inverse), 0);
  if (slope(LEAST) >= 0) {
    throw new ValueError("temperatureScaling: logits say nothing about the labels, expected some that do");
  }
  if (slope(MOST) <= 0) {
    throw new ValueError(
      "temperatureScaling: the largest logits are all at the labels, expected mistakes; take more samples",
    );
  }
  let [low, high] = [Math.log2(LEAST), Math.log2(MOST)];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slope(2 ** middle) < 0) low = middle;
    else high = middle;
  }
  return 2 ** -((low + high) / 2);
}

/** The derivative of −ln softmax(logits · inverse)[label] by `inverse`: the mean logit, by probabilities, less that of the label. */
function slopeOf(logits: Float64Array, label: number, inverse: number): number {
  const most = Math.max(...logits);
  let [total, mean] = [0, 0];
  for (const logit of logits) {
    const p = Math.exp((logit - most) * inverse);
    total += p;
    mean += p * (logit - logits[label]!);
  }
  return mean / total;
}
