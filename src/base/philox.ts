// Random numbers on the host: Philox4x32-10, the twin of assembly/philox.ts and assembly/random.ts, word for word.
//
// Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 5; constants of Random123.

import { checkValue } from "./check.ts";
import { ValueError } from "./errors.ts";

/** Where a `RandomStream` stands, as plain data. */
export interface RandomStreamState {
  /** The two words of the key, which the seed gives. */
  readonly key: readonly [number, number];
  readonly stream: number;
  /** Words that were drawn. */
  readonly position: number;
}

/**
 * A sequence of random numbers for the host: shuffles, splits, environments. Equal seeds and streams give equal numbers, and
 * streams of one seed are independent of each other.
 *
 * A new stream 0 gives the bits of the first draw from `new Generator(seed)`, where that draw is uniform, integers or a
 * permutation; normals agree within 1e-6.
 */
export class RandomStream {
  #key: readonly [number, number];
  #stream: number;
  #position = 0;
  readonly #block = new Uint32Array(4);
  #blockNumber = -1;

  /** `seed` and `stream`: whole numbers from 0 to 2⁵³ − 1; else a `ValueError`. */
  constructor(seed: number, stream = 0) {
    this.#key = keyOf("RandomStream", seed);
    checkWhole("RandomStream", "stream", stream);
    this.#stream = stream;
  }

  /** The next 32 random bits, as a number from 0 to 2³² − 1. */
  uint32(): number {
    const number = Math.floor(this.#position / 4);
    if (number !== this.#blockNumber) {
      const { low, high } = halves(number);
      const stream = halves(this.#stream);
      philox(this.#block, [low, high, stream.low, stream.high], this.#key);
      this.#blockNumber = number;
    }
    return this.#block[this.#position++ % 4]!;
  }

  /**
   * A float32 number from `low` on and below `high`: low + u · (high − low) for u among the multiples of 2⁻²⁴ in [0, 1).
   * Throws `ValueError` unless low < high, and both and their difference are finite in float32.
   */
  uniform(low = 0, high = 1): number {
    const [from, end] = checkRange("uniform", low, high);
    const y = Math.fround(from + Math.fround((this.uint32() >>> 8) * 2 ** -24 * Math.fround(end - from)));
    return y < end ? y : below(end);
  }

  /**
   * A normal number, as float64; relative error of its distance from `mean` at most 5e-7, at most 6.34 deviations away.
   * Throws `ValueError` unless both are finite and the deviation is not negative.
   */
  normal(mean = 0, standardDeviation = 1): number {
    checkNormal("normal", mean, standardDeviation);
    return mean + standardDeviation * normalOf(this.uint32());
  }

  /** A whole number from 0 to n − 1, for n from 1 to 2³²; its probability is within 2⁻³² of 1 / n. */
  integer(n: number): number {
    checkValue("integer", "n", n, Number.isInteger(n) && n >= 1 && n <= 2 ** 32, "a whole number from 1 to 2^32");
    return scaled(this.uint32(), n);
  }

  /** The numbers 0 … n − 1 in random order, by Fisher and Yates; n from 0 to 2³⁰. */
  permutation(n: number): Int32Array<ArrayBuffer> {
    checkValue("permutation", "n", n, Number.isInteger(n) && n >= 0 && n <= 2 ** 30, "a whole number from 0 to 2^30");
    const y = new Int32Array(n);
    for (let j = 0; j < n; j++) y[j] = j;
    for (let j = n - 1; j > 0; j--) {
      const k = scaled(this.uint32(), j + 1);
      const value = y[k]!;
      y[k] = y[j]!;
      y[j] = value;
    }
    return y;
  }

  /** Skips `words` words: each number but a permutation takes one, a permutation n − 1. */
  advance(words: number): void {
    checkWhole("advance", "words", words);
    checkWhole("advance", "the position", this.#position + words);
    this.#position += words;
  }

  save(): RandomStreamState {
    return { key: this.#key, stream: this.#stream, position: this.#position };
  }

  /** Goes to where `save` was called. Throws `ValueError` unless the state is one that `save` may answer. */
  restore(state: RandomStreamState): void {
    const key = checkKey("restore", state.key);
    checkWhole("restore", "stream", state.stream);
    checkWhole("restore", "position", state.position);
    this.#key = key;
    this.#stream = state.stream;
    this.#position = state.position;
    this.#blockNumber = -1;
  }
}

/** The key of a seed: its lower and its upper 32 bits. Throws `ValueError` unless it is a whole number from 0 to 2⁵³ − 1. */
export function keyOf(op: string, seed: number): readonly [number, number] {
  checkWhole(op, "seed", seed);
  const { low, high } = halves(seed);
  return [low, high];
}

/** Throws `ValueError` unless `value` is a whole number from 0 to 2⁵³ − 1. */
export function checkWhole(op: string, name: string, value: number): void {
  checkValue(op, name, value, Number.isSafeInteger(value) && value >= 0, "a whole number from 0 to 2^53 − 1");
}

/** A copy of a saved key. Throws `ValueError` unless it is two words. */
export function checkKey(op: string, key: readonly number[]): readonly [number, number] {
  const valid = Array.isArray(key) && key.length === 2 && key.every((word) => word >>> 0 === word);
  checkValue(op, "key", key, valid, "two whole numbers of 32 bits");
  return [key[0]!, key[1]!];
}

/** `low` and `high` as float32. Throws `ValueError` unless low < high, and both and their difference are finite. */
export function checkRange(op: string, low: number, high: number): readonly [number, number] {
  const [a, b] = [Math.fround(low), Math.fround(high)];
  if (!(a < b && Number.isFinite(Math.fround(b - a)))) {
    throw new ValueError(
      `${op}: [low, high) is [${low}, ${high}), expected low < high and a finite difference, as float32`,
    );
  }
  return [a, b];
}

/** Throws `ValueError` unless both are finite in float32 and the deviation is not negative. */
export function checkNormal(op: string, mean: number, deviation: number): void {
  checkValue(op, "mean", mean, Number.isFinite(Math.fround(mean)), "a finite float32");
  const valid = deviation >= 0 && Number.isFinite(Math.fround(deviation));
  checkValue(op, "standardDeviation", deviation, valid, "a finite float32 from 0 on");
}

/** The four words that Philox4x32-10 makes of a counter of four words and a key of two, written to `block`. */
export function philox(
  block: Uint32Array,
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): void {
  // As signed numbers, which keeps all of this in integer registers.
  let a = counter[0] | 0;
  let b = counter[1] | 0;
  let c = counter[2] | 0;
  let d = counter[3] | 0;
  let k0 = key[0] | 0;
  let k1 = key[1] | 0;
  for (let round = 0; round < 10; round++) {
    const high = upper(0xd2511f53, a);
    const low = Math.imul(0xd2511f53, a);
    a = upper(0xcd9e8d57, c) ^ b ^ k0;
    b = Math.imul(0xcd9e8d57, c);
    c = high ^ d ^ k1;
    d = low;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  block[0] = a;
  block[1] = b;
  block[2] = c;
  block[3] = d;
}

/** A whole number from 0 to 2⁵³ − 1 as its lower and its upper 32 bits. */
function halves(n: number): { low: number; high: number } {
  return { low: n >>> 0, high: Math.floor(n / 2 ** 32) };
}

/** The upper 32 of the 64 bits of a · b, both taken as unsigned: by halves of 16 bits, whose sums stay below 2³². */
function upper(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0;
  const low = (Math.imul(a0, b1) + (middle & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (low >>> 16)) >>> 0;
}

/** ⌊word · n / 2³²⌋ for n up to 2³². */
function scaled(word: number, n: number): number {
  return n === 2 ** 32 ? word : upper(word, n);
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 below x, which is one and finite. */
function below(x: number): number {
  float[0] = x;
  if (x === 0) bits[0] = 0x80000001;
  else bits[0]! += x > 0 ? -1 : 1;
  return float[0];
}

// The polynomials of `normal4` in assembly/math.ts, lowest power first.
const CENTRE = [
  2.12331322, 0.348803642, -5.90612186e-3, -1.77431687e-3, 3.07359568e-4, -5.79006785e-6, -4.50552036e-6, 4.46372478e-7,
];
const TAILS = [
  4.00643487, 1.41659497, 0.0133379881, -0.0109346279, 8.19714623e-3, -4.75080607e-3, 1.63544589e-3, -2.38561522e-4,
];

/** The standard normal number of a word, as `normal4` has it: x · p(w) for x = (word + ½) / 2³¹ and w = −ln(1 − x²). */
function normalOf(word: number): number {
  const signed = word | 0;
  const x = (signed + 0.5) / 2 ** 31;
  const rest = ((signed ^ (signed >> 31) ^ 0x7fffffff) + 0.5) / 2 ** 31;
  const w = -Math.log(rest * (2 - rest));
  return x * (w < 5 ? polynomial(CENTRE, w - 2.5) : polynomial(TAILS, Math.sqrt(w) - 3));
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}
