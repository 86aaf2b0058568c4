// Tensors of random numbers. Draws are launches: see assembly/random.ts.

import { checkValue } from "../base/check.ts";
import { checkNormal, checkRange } from "../base/philox.ts";
import { launch } from "../wasm/generated/launch.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import { scope } from "./scope.ts";
import { checkSizes, type Shape } from "./shape.ts";
import type { DType } from "./dtype.ts";
import { Tensor } from "./tensor.ts";

/** Options of every draw. */
export interface DrawOptions {
  /** Where the numbers come from; default the one that `manualSeed` resets. */
  readonly generator?: Generator;
}

/** Options of `rand`. */
export interface UniformOptions extends DrawOptions {
  /** The smallest number; default 0. */
  readonly low?: number;
  /** What all numbers are below; default 1. */
  readonly high?: number;
}

/** Options of `randn`. */
export interface NormalOptions extends DrawOptions {
  /** Default 0. */
  readonly mean?: number;
  /** Default 1. */
  readonly standardDeviation?: number;
}

/**
 * Uniform numbers in [low, high), float32: low + u · (high − low) for u among the multiples of 2⁻²⁴ in [0, 1).
 *
 * Throws `ValueError` unless low < high, and both and their difference are finite in float32.
 */
export function rand(shape: Shape, { low = 0, high = 1, generator }: UniformOptions = {}): Tensor {
  checkRange("rand", low, high);
  return draw("rand", shape, "float32", generator, (y, saved, n) => launch.random_uniform(y, saved, low, high, n));
}

/**
 * Normal numbers, float32, with relative errors of at most 8e-7; at most 6.34 deviations from the mean.
 *
 * Throws `ValueError` unless both are finite in float32 and the deviation is not negative.
 */
export function randn(shape: Shape, { mean = 0, standardDeviation = 1, generator }: NormalOptions = {}): Tensor {
  checkNormal("randn", mean, standardDeviation);
  return draw("randn", shape, "float32", generator, (y, saved, n) =>
    launch.random_normal(y, saved, mean, standardDeviation, n),
  );
}

/**
 * Whole numbers in [low, high), int32, each with a probability within 2⁻³² of 1 / (high − low).
 *
 * Throws `ValueError` unless both are whole, low < high, and all numbers fit 32 bits.
 */
export function randint(low: number, high: number, shape: Shape, { generator }: DrawOptions = {}): Tensor {
  const whole = Number.isInteger(low) && Number.isInteger(high) && -(2 ** 31) <= low && high <= 2 ** 31;
  checkValue(
    "randint",
    "[low, high)",
    `[${low}, ${high})`,
    whole && low < high,
    "low < high, whole numbers of 32 bits",
  );
  return draw("randint", shape, "int32", generator, (y, saved, n) =>
    launch.random_integers(y, saved, low, high - low, n),
  );
}

/** The numbers 0 … n − 1 in random order, int32 `[n]`. Throws `ShapeError` unless n is a whole number from 0 on. */
export function randperm(n: number, { generator }: DrawOptions = {}): Tensor {
  return draw("randperm", [n], "int32", generator, (y, saved) =>
    launch.random_permutation(y, saved, n, Math.min(n, 1)),
  );
}

/**
 * Ones with the given probability, rounded up to a multiple of 2⁻²⁴, and zeros, float32.
 *
 * Throws `ValueError` unless the probability is from 0 to 1.
 */
export function bernoulli(probability: number, shape: Shape, { generator }: DrawOptions = {}): Tensor {
  checkValue("bernoulli", "probability", probability, probability >= 0 && probability <= 1, "a number from 0 to 1");
  return draw("bernoulli", shape, "float32", generator, (y, saved, n) =>
    launch.random_bernoulli(y, saved, probability, n),
  );
}

function draw(
  op: string,
  shape: Shape,
  dtype: DType,
  generator: Generator | undefined,
  kernel: (y: number, saved: number, n: number) => void,
): Tensor {
  checkSizes(op, shape);
  return scope(() => {
    const y = new Tensor([...shape], dtype);
    const saved = new Tensor([4], "int32");
    (generator ?? defaultGenerator()).take(saved.address, y.size);
    kernel(y.address, saved.address, y.size);
    return y;
  });
}
