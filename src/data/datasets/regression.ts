import { checkValue } from "../../base/check.ts";
import { checkSizes } from "../../tensor/shape.ts";
import { ArrayDataset } from "../array-dataset.ts";
import { streamOf } from "../stream.ts";
import { checkDeviation, checkWholeFrom1, ordered, type SyntheticOptions } from "./synthetic.ts";

/** Options of `regression`. */
export interface RegressionOptions extends SyntheticOptions {
  /** How many samples; default 100. */
  readonly samples?: number;
  /** Numbers in an input; default 100. */
  readonly features?: number;
  /** How many of them, the first ones, the target depends on; default 10, or all if there are fewer. */
  readonly informative?: number;
  /** Numbers in a target; default 1. */
  readonly targets?: number;
  /** What is added to every target; default 0. */
  readonly bias?: number;
  /** Standard deviation of what is added to every number of a target; default 0. */
  readonly noise?: number;
}

/**
 * Standard normal inputs, and targets that are linear in them: y = x·W + bias + noise, with weights drawn from 0 to 100. As
 * scikit-learn's `make_regression`, but informative numbers come first.
 *
 * Shapes: x float32 `[features]`, y float32 `[targets]`. Throws `ValueError` for options out of range.
 */
export function regression({
  samples = 100,
  features = 100,
  informative = Math.min(10, features),
  targets = 1,
  bias = 0,
  noise = 0,
  shuffle = true,
  seed,
}: RegressionOptions = {}): ArrayDataset {
  for (const [name, value] of Object.entries({ samples, features, targets })) {
    checkWholeFrom1("regression", name, value);
  }
  const isPart = Number.isInteger(informative) && informative >= 0 && informative <= features;
  checkValue("regression", "informative", informative, isPart, `a whole number from 0 to ${features}`);
  checkValue("regression", "bias", bias, Number.isFinite(bias), "a finite number");
  checkDeviation("regression", "noise", noise);
  checkSizes("regression", [samples, features]);
  checkSizes("regression", [samples, targets]);
  checkSizes("regression", [features, targets]);
  const random = streamOf(seed);
  const weights = Float64Array.from({ length: informative * targets }, () => random.uniform(0, 100));
  const x = Float32Array.from({ length: samples * features }, () => random.normal());
  const y = new Float32Array(samples * targets);
  for (let i = 0; i < y.length; i++) {
    const [sample, target] = [Math.floor(i / targets), i % targets];
    let sum = bias + (noise === 0 ? 0 : random.normal(0, noise));
    for (let f = 0; f < informative; f++) sum += x[sample * features + f]! * weights[f * targets + target]!;
    y[i] = sum;
  }
  const data = new ArrayDataset({ data: x, shape: [features] }, { data: y, shape: [targets] });
  return ordered(data, shuffle, random);
}
