import { checkValue } from "../../base/check.ts";
import type { RandomStream } from "../../base/philox.ts";

/** Throws `ValueError` unless these are weights: finite numbers from 0 on, at least one above 0. */
export function checkWeights(op: string, weights: ArrayLike<number>): void {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    checkValue(op, `weights[${i}]`, weight, weight >= 0 && weight < Infinity, "a finite number from 0 on");
    total += weight;
  }
  checkValue(op, "the sum of weights", total, total > 0 && total < Infinity, "a finite number above 0");
}

/** Sums of the weights up to each. */
export function runningSums(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < sums.length; i++) sums[i] = sum += weights[i]!;
  return sums;
}

/** A number from 0 on and below 1, of 53 random bits: 32 would miss the lightest of a million. */
export function fraction(random: RandomStream): number {
  return (random.uint32() * 2 ** 21 + (random.uint32() >>> 11)) * 2 ** -53;
}

/** A place, each with a probability in proportion to its weight; never one of weight 0. */
export function drawPlace(sums: Float64Array, random: RandomStream): number {
  const at = fraction(random) * sums.at(-1)!;
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
