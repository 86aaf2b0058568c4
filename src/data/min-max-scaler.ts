import { ValueError } from "../base/errors.ts";
import { sizeOf } from "../tensor/shape.ts";
import { chunks } from "./collect.ts";
import type { Dataset } from "./dataset.ts";
import { type Affine, Scaler } from "./scaler.ts";

/** Options of `MinMaxScaler`. */
export interface MinMaxScalerOptions {
  /** What the smallest and the largest number become; default 0 and 1. */
  readonly range?: readonly [number, number];
}

/** What a `MinMaxScaler` has learned: one number of each for every number of an input. Plain data, to be saved as JSON. */
export interface MinMaxScalerState {
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly range: readonly [number, number];
}

/**
 * Shifts and scales inputs to a range, each of their numbers by itself: the smallest becomes 0, the largest 1, or what the option
 * `range` says. Others than those it was fitted on may come to lie outside. A number that does not vary becomes the beginning of
 * the range. As scikit-learn's.
 */
export class MinMaxScaler extends Scaler<MinMaxScalerState> {
  readonly #range: readonly [number, number];

  /**
   * Starts with what another has learned, if given. Throws `ValueError` unless that is finite, and the range begins below its end.
   */
  constructor(given: MinMaxScalerOptions | MinMaxScalerState = {}) {
    super("MinMaxScaler");
    const [low, high] = given.range ?? [0, 1];
    if (!(low < high && Number.isFinite(high - low))) {
      throw new ValueError(`MinMaxScaler: range is [${low}, ${high}], expected two finite numbers in ascending order`);
    }
    this.#range = [low, high];
    if ("min" in given) this.restore(given);
  }

  protected override learn(data: Dataset): MinMaxScalerState {
    const size = sizeOf(data.x.shape);
    const min = new Array<number>(size).fill(Infinity);
    const max = new Array<number>(size).fill(-Infinity);
    for (const { x } of chunks(data)) {
      for (let k = 0; k < x.length; k++) {
        min[k % size] = Math.min(min[k % size]!, x[k]!);
        max[k % size] = Math.max(max[k % size]!, x[k]!);
      }
    }
    return { min, max, range: this.#range };
  }

  protected override affine({ min, max, range: [low, high] }: MinMaxScalerState): Affine {
    const scale = max.map((m, i) => (m === min[i] ? 1 : m - min[i]!) / (high - low));
    return { shift: min.map((m, i) => m - low * scale[i]!), scale };
  }
}
