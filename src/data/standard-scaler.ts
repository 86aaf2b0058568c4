import { ShapeError, ValueError } from "../base/errors.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import { ArrayDataset } from "./array-dataset.ts";
import { chunks, collect } from "./collect.ts";
import type { Dataset } from "./dataset.ts";

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
export class StandardScaler {
  #state: ScalerState | null;

  /** Starts with what another has learned, if given. Throws `ValueError` unless that is finite, and every scale positive. */
  constructor(state: ScalerState | null = null) {
    if (state !== null) {
      const isValid =
        state.mean.length === state.scale.length &&
        state.mean.every((m) => Number.isFinite(m)) &&
        state.scale.every((s) => Number.isFinite(s) && s > 0);
      if (!isValid)
        throw new ValueError("StandardScaler: state is unusable, expected what another scaler's state gave");
    }
    this.#state = state;
  }

  /** What it has learned. Throws `ValueError` before `fit`. */
  get state(): ScalerState {
    if (this.#state === null)
      throw new ValueError("StandardScaler: there is no mean yet, expected a call of fit before");
    return this.#state;
  }

  /** Learns mean and variance of the inputs. Throws `ValueError` if there are none, or one is not finite. */
  fit(data: Dataset): this {
    if (data.length === 0) throw new ValueError("StandardScaler: data holds 0 samples, expected at least one");
    const mean = average(data, (v) => v);
    const bad = mean.findIndex((m) => !Number.isFinite(m));
    if (bad >= 0) {
      throw new ValueError(`StandardScaler: the mean of number ${bad} of x is ${mean[bad]}, expected finite inputs`);
    }
    const variance = average(data, (v, i) => (v - mean[i]!) ** 2);
    // A number that does not vary has a variance of exactly 0: float64 holds the sum of equal float32 numbers without rounding.
    const scale = Array.from(variance, (v) => (v === 0 ? 1 : Math.sqrt(v)));
    this.#state = { mean: Array.from(mean), scale };
    return this;
  }

  /** The samples with scaled inputs, float32. Throws `ShapeError` unless an input holds as many numbers as in `fit`. */
  transform(data: Dataset): ArrayDataset {
    const { mean, scale } = this.#fitting(data);
    return withInputs(data, (v, i) => (v - mean[i]!) / scale[i]!);
  }

  /** The samples with inputs as they were before `transform`, up to rounding. Throws as that does. */
  inverseTransform(data: Dataset): ArrayDataset {
    const { mean, scale } = this.#fitting(data);
    return withInputs(data, (v, i) => v * scale[i]! + mean[i]!);
  }

  #fitting(data: Dataset): ScalerState {
    const { mean } = this.state;
    if (sizeOf(data.x.shape) !== mean.length) {
      throw new ShapeError(
        `StandardScaler: x is ${formatShape(data.x.shape)}, expected ${mean.length} numbers a sample as in fit`,
      );
    }
    return this.state;
  }
}

/** Mean over the samples of `f(v, i)` for each number i of an input, in float64. */
function average(data: Dataset, f: (v: number, i: number) => number): Float64Array {
  const size = sizeOf(data.x.shape);
  const sums = new Float64Array(size);
  for (const { x } of chunks(data)) for (let k = 0; k < x.length; k++) sums[k % size]! += f(x[k]!, k % size);
  return sums.map((sum) => sum / data.length);
}

function withInputs(data: Dataset, f: (v: number, i: number) => number): ArrayDataset {
  const { x, y } = collect(data);
  const size = sizeOf(x.shape);
  const scaled = new Float32Array(x.data.length);
  for (let k = 0; k < scaled.length; k++) scaled[k] = f(x.data[k]!, k % size);
  return new ArrayDataset({ data: scaled, shape: x.shape }, y);
}
