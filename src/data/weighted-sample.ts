import { checkValue } from "../base/check.ts";
import { IndexError, ValueError } from "../base/errors.ts";
import { checkWhole, type RandomStream } from "../base/philox.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Dataset, Field } from "./dataset.ts";
import { drawsOf } from "./pipeline/pass.ts";
import { checkWeights, drawPlace, fraction, runningSums } from "./pipeline/weights.ts";
import { streamOf } from "./stream.ts";

/** Options of `weightedSample`. */
export interface WeightedSampleOptions {
  /** How often each sample is drawn, in proportion to the others. */
  readonly weights: ArrayLike<number>;
  /** How many samples are drawn; default as many as there are. */
  readonly samples?: number | undefined;
  /** Whether a sample may be drawn again in the same epoch; default true. */
  readonly replacement?: boolean;
  /** Same seed and epoch, same draws; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number;
}

/** Samples of a dataset that are drawn by weight, others in each epoch. Made by `weightedSample`. */
export class WeightedSample implements Dataset {
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  readonly #of: Dataset;
  readonly #draw: (random: RandomStream) => Int32Array;
  readonly #seed: number;
  #drawn: Int32Array | null = null;
  #epoch = 1;

  /** `weightedSample` calls it. */
  constructor(of: Dataset, { weights, samples = of.length, replacement = true, seed }: WeightedSampleOptions) {
    const op = "weightedSample";
    checkValue(op, "weights.length", weights.length, weights.length === of.length, `${of.length}, one a sample`);
    checkWeights(op, weights);
    const isCount = Number.isInteger(samples) && samples >= 1 && samples <= 2 ** 30;
    checkValue(op, "samples", samples, isCount, "a whole number from 1 to 2^30");
    if (seed !== undefined) checkWhole(op, "seed", seed);
    if (replacement) {
      const sums = runningSums(weights);
      this.#draw = (random) => Int32Array.from({ length: samples }, () => drawPlace(sums, random));
    } else {
      const possible = Array.from(weights).filter((weight) => weight > 0).length;
      if (samples > possible) {
        throw new ValueError(
          `weightedSample: samples is ${samples}, expected at most ${possible}, which have a weight; draw with replacement`,
        );
      }
      const kept = Float64Array.from(weights);
      this.#draw = (random) => drawOnce(kept, samples, random);
    }
    this.length = samples;
    this.x = of.x;
    this.y = of.y;
    this.#of = of;
    this.#seed = seed ?? streamOf().uint32();
  }

  /** From now on samples are those drawn for this epoch. */
  enterEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.#drawn = null;
    this.#of.enterEpoch?.(epoch);
  }

  /** Throws `IndexError` for a sample that is not there. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    const drawn = (this.#drawn ??= this.#draw(drawsOf({ epoch: this.#epoch, seed: this.#seed })));
    const inner = indices.map((index) => {
      const at = drawn[index];
      if (at === undefined) {
        throw new IndexError(`WeightedSample: index is ${index}, expected 0 <= index < ${this.length}`);
      }
      return at;
    });
    this.#of.read(inner, x, y);
  }
}

/**
 * Samples of a dataset, drawn at random by weight, anew in each epoch: rare classes as often as others, or hard samples more often. As
 * PyTorch's `WeightedRandomSampler`.
 *
 *     const perClass = classWeights(train);
 *     const balanced = weightedSample(train, { weights: Array.from(labels, (label) => perClass[label]!) });
 *
 * `fit` says which epoch it is; other loops call `enterEpoch`, else each has the same draws. Split first: of what is drawn, a part may
 * have the same samples as the rest.
 *
 * Throws `ValueError` unless there is a weight for each sample, a finite number from 0 on, not all 0; and, without replacement, for more
 * samples than have one. Source: Efraimidis, Spirakis, "Weighted random sampling with a reservoir", 2006, for draws without replacement.
 */
export function weightedSample(of: Dataset, options: WeightedSampleOptions): WeightedSample {
  return new WeightedSample(of, options);
}

/** Places without replacement: those of the least of −ln(u) / w, which come in the order in which they would be drawn. */
function drawOnce(weights: Float64Array, count: number, random: RandomStream): Int32Array {
  const keys = weights.map((weight) => (weight > 0 ? -Math.log(1 - fraction(random)) / weight : Infinity));
  const places = Int32Array.from(weights, (_, place) => place);
  return places.sort((a, b) => keys[a]! - keys[b]! || a - b).subarray(0, count);
}
