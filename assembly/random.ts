// Random numbers. A draw of n numbers is two launches: `random_take` copies the generator into `saved` and moves the
// generator on; a second kernel reads `saved`: number i follows from word i mod 4 of block ⌊i / 4⌋ (see philox.ts). So
// any part of a draw can be made by itself, and all of it again from the same `saved`.
//
// What follows from words by integers and single roundings has the same bits in every build and in src/base/philox.ts.

import { at, blocks, In, InOut, Out, Scratch } from "./abi";
import { normal4 } from "./math";
import { philox_words } from "./philox";
import { load_lanes, madd, store_lanes } from "./simd";

/** Numbers whose words are made at a time: they wait in scratch, within the first-level cache. */
const CHUNK = 1024;

/** saved = generator, which moves on by the ⌈n / 4⌉ blocks of n numbers. Items: 1. */
export function random_take(saved: Out, generator: InOut, n: i32, from: i32, to: i32): void {
  v128.store(saved, v128.load(generator));
  store<u64>(generator, load<u64>(generator, 8) + blocks(n, 4), 8);
}

/** child = a generator at its start, whose key is the first half of the next block of `generator`, which moves on. Items: 1. */
export function random_fork(child: Out, generator: InOut, scratch: Scratch, from: i32, to: i32): void {
  philox_words(scratch, generator, 0, 1);
  store<u64>(child, load<u64>(scratch));
  store<u64>(child, 0, 8);
  store<u64>(generator, load<u64>(generator, 8) + 1, 8);
}

class Uniform {

  @inline lanes(bits: v128, low: v128, width: v128, last: v128): v128 {
    return f32x4.pmin(f32x4.add(low, f32x4.mul(unit(bits), width)), last);
  }
}
class Normal {

  @inline lanes(bits: v128, mean: v128, deviation: v128, _: v128): v128 {
    return madd(deviation, normal4(bits), mean);
  }
}
class Integers {

  @inline lanes(bits: v128, low: v128, n: v128, whole: v128): v128 {
    const p = i64x2.extmul_low_i32x4_u(bits, n);
    const q = i64x2.extmul_high_i32x4_u(bits, n);
    return i32x4.add(low, v128.bitselect(bits, v128.shuffle<i32>(p, q, 1, 3, 5, 7), whole));
  }
}
class Bernoulli {

  @inline lanes(bits: v128, p: v128, one: v128, _: v128): v128 {
    return v128.and(f32x4.lt(unit(bits), p), one);
  }
}

/** The upper 24 bits of each word as a number in [0, 1): all multiples of 2⁻²⁴ are equally likely. */
@inline
function unit(bits: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(bits, 8)), f32x4.splat(5.9604644775390625e-8));
}

/** y[i] = F(word i, a, b, c). */
@inline
function draw<F>(y: usize, saved: usize, scratch: usize, a: v128, b: v128, c: v128, from: i32, to: i32): void {
  for (let i = from; i < to; i += CHUNK) {
    const n = min(CHUNK, to - i);
    philox_words(scratch, saved, i >>> 2, blocks(n, 4));
    draw_chunk<F>(y + at(i), scratch, a, b, c, n);
  }
}

function draw_chunk<F>(y: usize, words: usize, a: v128, b: v128, c: v128, n: i32): void {
  const f = changetype<F>(0);
  let o: usize = 0;
  for (const end = at(n & ~3); o < end; o += 16) v128.store(y + o, f.lanes(v128.load(words + o), a, b, c));
  if (n & 3) store_lanes(y + o, f.lanes(v128.load(words + o), a, b, c), n & 3);
}

/**
 * y = low + u · (high − low), below `high`, for u uniform among the multiples of 2⁻²⁴ in [0, 1). Rounding may reach
 * `high`: such a number becomes the one below it.
 * @grain 16
 * @cost 8
 */
export function random_uniform(y: Out, saved: In, scratch: Scratch, low: f32, high: f32, from: i32, to: i32): void {
  draw<Uniform>(y, saved, scratch, f32x4.splat(low), f32x4.splat(high - low), f32x4.splat(below(high)), from, to);
}

/** The largest number below x, which is finite. */
@inline
function below(x: f32): f32 {
  const bits = reinterpret<i32>(x);
  return x > 0 ? reinterpret<f32>(bits - 1) : x < 0 ? reinterpret<f32>(bits + 1) : reinterpret<f32>(0x80000001);
}

/**
 * y = mean + deviation · z, for z standard normal with the accuracy and the tails of `normal4`, one word each.
 * @grain 16
 * @cost 20
 */
export function random_normal(
  y: Out,
  saved: In,
  scratch: Scratch,
  mean: f32,
  deviation: f32,
  from: i32,
  to: i32,
): void {
  const zero = f32x4.splat(0);
  draw<Normal>(y, saved, scratch, f32x4.splat(mean), f32x4.splat(deviation), zero, from, to);
}

/**
 * y = low + ⌊word · n / 2³²⌋, int32, in [low, low + n); n is unsigned, and 0 means 2³². Each number's probability is
 * within 2⁻³² of 1 / n.
 * @grain 16
 * @cost 8
 */
export function random_integers(y: Out, saved: In, scratch: Scratch, low: i32, n: i32, from: i32, to: i32): void {
  const whole = i32x4.splat(n == 0 ? -1 : 0);
  draw<Integers>(y, saved, scratch, i32x4.splat(low), i32x4.splat(n), whole, from, to);
}

/**
 * y = 1 with probability p, else 0, float32: 1 where the number that `random_uniform` gives in [0, 1) is below p.
 * The probability is p rounded up to a multiple of 2⁻²⁴.
 * @grain 16
 * @cost 8
 */
export function random_bernoulli(y: Out, saved: In, scratch: Scratch, p: f32, from: i32, to: i32): void {
  draw<Bernoulli>(y, saved, scratch, f32x4.splat(p), f32x4.splat(1), f32x4.splat(0), from, to);
}

/**
 * y = 0 … n − 1 in random order, int32. Items: 1.
 * Source: Fisher and Yates, as in Durstenfeld, "Algorithm 235: random permutation", CACM 7(7), 1964: for j from n − 1 down to 1,
 * places j and ⌊word · (j + 1) / 2³²⌋ change, for words in order.
 * @cost 10 * n
 */
export function random_permutation(y: Out, saved: In, scratch: Scratch, n: i32, from: i32, to: i32): void {
  for (let j = 0; j < n; j++) store<i32>(y + at(j), j);
  for (let j = n - 1; j > 0; j -= CHUNK) {
    const many = min(CHUNK, j);
    philox_words(scratch, saved, (n - 1 - j) >>> 2, blocks(many, 4));
    exchange(y, j, scratch, many);
  }
}

/** Changes place j with one of 0 … j, then j − 1 with one of 0 … j − 1, and so on for `many` words. */
function exchange(y: usize, j: i32, words: usize, many: i32): void {
  for (const end = j - many; j > end; j--, words += 4) {
    const other = y + at(<i32>((<u64>load<u32>(words) * <u64>(j + 1)) >> 32));
    const value = load<i32>(other);
    store<i32>(other, load<i32>(y + at(j)));
    store<i32>(y + at(j), value);
  }
}

/**
 * y = x · mask / keep, for the mask that `random_bernoulli` gives with probability `keep`; so NaN and ∞ stay visible.
 * The same launch on dy, from the same `saved`, is the gradient. y may be x.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014.
 * @grain 16
 * @cost 9
 */
export function dropout(y: Out, x: In, saved: In, scratch: Scratch, keep: f32, from: i32, to: i32): void {
  for (let i = from; i < to; i += CHUNK) {
    const n = min(CHUNK, to - i);
    philox_words(scratch, saved, i >>> 2, blocks(n, 4));
    dropout_chunk(y + at(i), x + at(i), scratch, keep, n);
  }
}

function dropout_chunk(y: usize, x: usize, words: usize, keep: f32, n: i32): void {
  const p = f32x4.splat(keep);
  const s = f32x4.splat(1 / keep);
  let o: usize = 0;
  for (const end = at(n & ~3); o < end; o += 16) {
    v128.store(y + o, kept(v128.load(x + o), v128.load(words + o), p, s));
  }
  if (n & 3) store_lanes(y + o, kept(load_lanes(x + o, n & 3), v128.load(words + o), p, s), n & 3);
}


@inline
function kept(x: v128, bits: v128, keep: v128, scale: v128): v128 {
  return f32x4.mul(x, v128.and(scale, f32x4.lt(unit(bits), keep)));
}
