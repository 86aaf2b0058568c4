import { sizeOf } from "../tensor/shape.ts";
import { chunks } from "./collect.ts";
import type { Dataset } from "./dataset.ts";
import { type Affine, Scaler } from "./scaler.ts";

/** What a `StandardScaler` has learned: one number of each for every number of an input. Plain data, to be saved as JSON. */
export interface ScalerState {
  readonly mean: readonly number[];
  /** Standard deviation, or 1 where that is 0. */
  readonly scale: readonly number[];
}

/**
 * Shifts and scales inputs to mean 0 and variance 1, each of their numbers by itself: `(x − mean) / scale`.
 *
 *     const scaler = new StandardScaler().fit(train);
 *     await fit(model, scaler.transform(train), { validation: scaler.transform(test), … });
 *
 * Fit it on training data only: what it learned from others would leak into the result. Variances are those of the
 * population, and a number that does not vary is only shifted, both as scikit-learn's.
 */
export class StandardScaler extends Scaler<ScalerState> {
  /** Starts with what another has learned, if given. Throws `ValueError` unless that is finite, and every scale positive. */
  constructor(state: ScalerState | null = null) {
    super("StandardScaler");
    if (state !== null) this.restore(state);
  }

  protected override learn(data: Dataset): ScalerState {
    const mean = average(data, (v) => v);
    const variance = average(data, (v, i) => (v - mean[i]!) ** 2);
    // A number that does not vary has a variance of exactly 0: float64 holds the sum of equal float32 numbers without rounding.
    return { mean: Array.from(mean), scale: Array.from(variance, (v) => (v === 0 ? 1 : Math.sqrt(v))) };
  }

  protected override affine({ mean, scale }: ScalerState): Affine {
    return { shift: mean, scale };
  }
}

/** Mean over the samples of `f(v, i)` for each number i of an input, in float64. */
function average(data: Dataset, f: (v: number, i: number) => number): Float64Array {
  const size = sizeOf(data.x.shape);
  const sums = new Float64Array(size);
  for (const { x } of chunks(data)) for (let k = 0; k < x.length; k++) sums[k % size]! += f(x[k]!, k % size);
  return sums.map((sum) => sum / data.length);
}
