// What the specs share: numbers to compute with, and proofs that take a kernel and its formula.

import { write_constants } from "../math";

write_constants();

/** Lengths around the blocks of the loops, 4 and 16. */
export const LENGTHS: StaticArray<i32> = [1, 3, 4, 5, 15, 16, 17, 20, 33, 130];
/** Where parts of elementwise kernels may begin: its multiples. */
export const GRAIN = 16;

let state: u32 = 1;

/** Numbers in [low, high) from one seeded stream. */
export function noise(n: i32, low: f32 = -1, high: f32 = 1): StaticArray<f32> {
  const x = new StaticArray<f32>(n);
  for (let i = 0; i < n; i++) {
    state = state * 1664525 + 1013904223;
    x[i] = low + ((high - low) * <f32>(state >> 8)) / 16777216;
  }
  return x;
}

/** Whole numbers in [low, high); sums of products of small ones are exact in float32, in any order. */
export function whole<T>(n: i32, low: i32 = -8, high: i32 = 8): StaticArray<T> {
  const x = noise(n, <f32>low, <f32>high);
  const y = new StaticArray<T>(n);
  for (let i = 0; i < n; i++) y[i] = <T>floor(x[i]);
  return y;
}

/** Room for n numbers of which none is there yet. */
export function blank<T>(n: i32): StaticArray<T> {
  return new StaticArray<T>(n).fill(isFloat<T>() ? <T>NaN : <T>0x7fa0beef);
}

export function address<T>(a: StaticArray<T>): usize {
  return changetype<usize>(a);
}

/** Fails unless both hold the same bits. */
export function expect_same<T>(got: StaticArray<T>, expected: StaticArray<T>, what: string): void {
  expect(got.length).toBe(expected.length, what);
  expect(memory.compare(address(got), address(expected), <usize>expected.length * sizeof<T>())).toBe(0, what);
}

/** Fails unless each number is within `ulps` of 2⁻²³ of `expected`, of which those below 1 count as 1. */
export function expect_close(got: StaticArray<f32>, expected: StaticArray<f64>, ulps: f64, what: string): void {
  let worst: f64 = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = abs(<f64>got[i] - expected[i]) / (max(abs(expected[i]), 1) * f32.EPSILON);
    if (!(error <= worst)) worst = error;
  }
  expect(worst <= ulps).toBe(true, what + " is off by " + worst.toString());
}

/** The smallest number above 0: denormals are as far from each other. */
const DENORMAL: f64 = 1.401298464324817e-45;

/** Whether a number is at most `tolerance` off once rounded; zeros with their signs, ∞ and NaN must be the same. */
function is_close(got: f32, expected: f64, tolerance: f64): bool {
  const want = <f32>expected;
  if (isNaN(want)) return isNaN(got);
  if (reinterpret<i32>(got) == reinterpret<i32>(want)) return true;
  return want != 0 && isFinite(want) && abs(<f64>got - expected) <= max(tolerance, DENORMAL);
}

/** Numbers where functions do something else. */
const SPECIAL: StaticArray<f32> = [NaN, -0, 0, Infinity, -Infinity, 1e-40, -1e-40, 3e38, -3e38, 1, -1];

/** Noise in [−4, 4) between special numbers. */
function mixed(n: i32): StaticArray<f32> {
  const x = noise(n, -4, 4);
  for (let i = 1; i < n; i += 2) x[i] = SPECIAL[(i >> 1) % SPECIAL.length];
  return x;
}

/** Proves y[i] = f(x[i]) to `ulps` of 2⁻²³ of its size: whole, and in two parts in place. */
export function prove_unary(
  kernel: (y: usize, x: usize, from: i32, to: i32) => void,
  f: (x: f64) => f64,
  ulps: f64,
): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    const n = LENGTHS[l];
    const x = mixed(n);
    const y = blank<f32>(n);
    kernel(address(y), address(x), 0, n);
    for (let i = 0; i < n; i++) {
      const expected = f(<f64>x[i]);
      const what = x[i].toString() + " gives " + y[i].toString();
      expect(is_close(y[i], expected, ulps * f32.EPSILON * abs(expected))).toBe(true, what);
    }
    const cut = n > GRAIN ? GRAIN : 0;
    kernel(address(x), address(x), cut, n);
    if (cut) kernel(address(x), address(x), 0, cut);
    expect_same(x, y, "in place, in parts, " + n.toString());
  }
}

/** Proves y[i] = f(a[i], b[i]) for a and b in [−1, 1) to `ulps` of 2⁻²³: whole, and in two parts in place. */
export function prove_zip(
  kernel: (y: usize, a: usize, b: usize, from: i32, to: i32) => void,
  f: (a: f64, b: f64) => f64,
  ulps: f64,
): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    const n = LENGTHS[l];
    const a = noise(n);
    const b = noise(n);
    if (n > 1) b[1] = 0;
    const y = blank<f32>(n);
    kernel(address(y), address(a), address(b), 0, n);
    for (let i = 0; i < n; i++) {
      const expected = f(<f64>a[i], <f64>b[i]);
      const what = a[i].toString() + " and " + b[i].toString() + " give " + y[i].toString();
      expect(is_close(y[i], expected, ulps * f32.EPSILON)).toBe(true, what);
    }
    const cut = n > GRAIN ? GRAIN : 0;
    kernel(address(b), address(a), address(b), cut, n);
    if (cut) kernel(address(b), address(a), address(b), 0, cut);
    expect_same(b, y, "in place, in parts, " + n.toString());
  }
}

/** A binary kernel with broadcasting: see broadcast.ts. */
type Binary = (
  y: usize,
  a: usize,
  b: usize,
  M: i32,
  N: i32,
  al: i32,
  am: i32,
  an: i32,
  bl: i32,
  bm: i32,
  bn: i32,
  from: i32,
  to: i32,
) => void;

/** Proves y[l, m, n] = f(a, b) over [2, 3, N], each operand repeated along any axes; bits of its number: has l, m, n. */
export function prove_binary<T>(kernel: Binary, f: (a: T, b: T) => T): void {
  for (let s = 0; s < LENGTHS.length; s++) {
    const N = LENGTHS[s];
    const items = 6 * N;
    const a = whole<T>(items, -1000, 1000);
    const b = whole<T>(items, 1, 1000);
    for (let which = 0; which < 64; which++) {
      const an = which & 1;
      const am = which & 2 ? (an ? N : 1) : 0;
      const al = which & 4 ? (am ? 3 * am : an ? N : 1) : 0;
      const bn = (which >> 3) & 1;
      const bm = which & 16 ? (bn ? N : 1) : 0;
      const bl = which & 32 ? (bm ? 3 * bm : bn ? N : 1) : 0;
      if (N > 1 && !(an | bn)) continue;
      const expected = new StaticArray<T>(items);
      for (let i = 0; i < items; i++) {
        const l = i / (3 * N);
        const m = (i / N) % 3;
        const n = i % N;
        expected[i] = f(a[l * al + m * am + n * an], b[l * bl + m * bm + n * bn]);
      }
      const y = blank<T>(items);
      const cut = items > GRAIN ? GRAIN : 0;
      kernel(address(y), address(a), address(b), 3, N, al, am, an, bl, bm, bn, cut, items);
      if (cut) kernel(address(y), address(a), address(b), 3, N, al, am, an, bl, bm, bn, 0, cut);
      expect_same(y, expected, "rows of " + N.toString() + ", operands " + which.toString());
    }
  }
}

/** A[M, K]·B[K, N] + bias in float64, through strides. */
export function product(
  a: StaticArray<f32>,
  b: StaticArray<f32>,
  bias: StaticArray<f32>,
  M: i32,
  K: i32,
  ar: i32,
  ac: i32,
  br: i32,
  bc: i32,
): StaticArray<f32> {
  const N = bias.length;
  const c = new StaticArray<f32>(M * N);
  for (let item = 0; item < c.length; item++) {
    const i = item / N;
    const j = item % N;
    let sum = <f64>bias[j];
    for (let k = 0; k < K; k++) sum += <f64>a[i * ar + k * ac] * <f64>b[k * br + j * bc];
    c[item] = <f32>sum;
  }
  return c;
}
