// What normalizations share: sums over rows and channels, and what is made of them.
//
// Numbers are summed in float32 over blocks, with a shift near their mean, and the blocks in float64: so a mean that is
// large beside the deviation costs nothing. A mean is two float32 numbers, `high` and `low`, whose sum it is.

import { at } from "./abi";
import { first_lanes, madd, store_lanes, sum_lanes } from "./simd";

/** Numbers that are summed in float32. */
const BLOCK = 2048;
/** Rows of columns, likewise. */
export const ROWS = 64;

/** What is summed: x − shift itself, d, or d · w. */
export class Own {

  @inline lanes(v: v128, d: usize, w: usize): v128 {
    return v;
  }
}
export class Given {

  @inline lanes(v: v128, d: usize, w: usize): v128 {
    return v128.load(d);
  }
}
export class Weighed {

  @inline lanes(v: v128, d: usize, w: usize): v128 {
    return f32x4.mul(v128.load(d), v128.load(w));
  }
}

/** Σ u and Σ u · (x − shift) in float64, over L rows of S numbers that lie `ld` bytes apart; w is one row. */
export function sums<U>(x: usize, d: usize, w: usize, L: i32, ld: usize, S: i32, shift: f32): v128 {
  const s = f32x4.splat(shift);
  let total = f64x2.splat(0);
  for (let l = 0; l < L; l++, x += ld, d += ld) {
    for (let i = 0; i < S; i += BLOCK) {
      const o = at(i);
      total = f64x2.add(total, block_sums<U>(x + o, d + o, w + o, min(BLOCK, S - i), s));
    }
  }
  return total;
}

function block_sums<U>(x: usize, d: usize, w: usize, n: i32, shift: v128): v128 {
  const f = changetype<U>(0);
  let a = f32x4.splat(0),
    b = a,
    e = a,
    g = a;
  let o: usize = 0;
  for (const end = at(n & ~7); o < end; o += 32) {
    const v = f32x4.sub(v128.load(x + o), shift);
    const z = f32x4.sub(v128.load(x + o, 16), shift);
    const u = f.lanes(v, d + o, w + o);
    const t = f.lanes(z, d + o + 16, w + o + 16);
    a = f32x4.add(a, u);
    e = madd(u, v, e);
    b = f32x4.add(b, t);
    g = madd(t, z, g);
  }
  for (; o < at(n); o += 16) {
    // What lies past the end is read, and is not taken.
    const mask = first_lanes(min(4, n - <i32>(o >> 2)));
    const v = v128.and(f32x4.sub(v128.load(x + o), shift), mask);
    const u = v128.and(f.lanes(v, d + o, w + o), mask);
    a = f32x4.add(a, u);
    e = madd(u, v, e);
  }
  const s = f64x2.splat(<f64>sum_lanes(f32x4.add(a, b)));
  return f64x2.replace_lane(s, 1, <f64>sum_lanes(f32x4.add(e, g)));
}

/**
 * Mean, high and low, and variance of L rows of S numbers, `ld` bytes apart, `step` bytes apart at `out`. The shift is the mean of the
 * first row, which is off by at most √L deviations.
 */
export function write_moments(out: usize, step: usize, x: usize, L: i32, ld: usize, S: i32): void {
  const share = 1 / (<f64>L * <f64>S);
  const first = load<f32>(x);
  const shift = first + <f32>(f64x2.extract_lane(sums<Own>(x, 0, 0, 1, ld, S, first), 0) / <f64>S);
  const s = sums<Own>(x, 0, 0, L, ld, S, shift);
  const rest = f64x2.extract_lane(s, 0) * share;
  const mean = <f64>shift + rest;
  const high = <f32>mean;
  store<f32>(out, high);
  store<f32>(out + step, <f32>(mean - <f64>high));
  store<f32>(out + 2 * step, <f32>max<f64>(f64x2.extract_lane(s, 1) * share - rest * rest, 0));
}

/** `sums` of each of four columns of L numbers, `ld` bytes apart, as two vectors at `out`; the shifts are read first. */
export function column_sums<U>(out: usize, x: usize, d: usize, L: i32, ld: usize, shifts: usize): void {
  const f = changetype<U>(0);
  const shift = v128.load(shifts);
  let s = f32x4.splat(0),
    t = s;
  for (let l = 0; l < L; l += ROWS) {
    let a = f32x4.splat(0),
      e = a;
    for (let k = min(ROWS, L - l); k > 0; k--, x += ld, d += ld) {
      const v = f32x4.sub(v128.load(x), shift);
      const u = f.lanes(v, d, 0);
      a = f32x4.add(a, u);
      e = madd(u, v, e);
    }
    s = f32x4.add(s, a);
    t = f32x4.add(t, e);
  }
  v128.store(out, s);
  v128.store(out, t, 16);
}

/**
 * y = a · (x − m) + h, over n numbers, with m, a and h `step` bytes apart at c. The last vector is shifted left to end with
 * the row, so y is not x.
 */
export function scale(y: usize, x: usize, n: i32, c: usize, step: usize): void {
  const m = v128.load32_splat(c);
  const a = v128.load32_splat(c + step);
  const h = v128.load32_splat(c + 2 * step);
  let i = 0;
  for (; i < n - 15; i += 16, x += 64, y += 64) {
    v128.store(y, madd(f32x4.sub(v128.load(x), m), a, h));
    v128.store(y, madd(f32x4.sub(v128.load(x, 16), m), a, h), 16);
    v128.store(y, madd(f32x4.sub(v128.load(x, 32), m), a, h), 32);
    v128.store(y, madd(f32x4.sub(v128.load(x, 48), m), a, h), 48);
  }
  for (; i < n; i += 4, x += 16, y += 16) {
    const back = past(i, n);
    put(y - back, madd(f32x4.sub(v128.load(x - back), m), a, h), n);
  }
}

/** y = a · (x − m) + k · u + h, likewise; k lies behind h. */
export function combine<U>(y: usize, x: usize, d: usize, w: usize, n: i32, c: usize, step: usize): void {
  const m = v128.load32_splat(c);
  const a = v128.load32_splat(c + step);
  const h = v128.load32_splat(c + 2 * step);
  const k = v128.load32_splat(c + 3 * step);
  let i = 0;
  let o: usize = 0;
  for (; i < n - 7; i += 8, o += 32) {
    v128.store(y + o, combined<U>(x + o, d + o, w + o, m, a, h, k));
    v128.store(y + o, combined<U>(x + o + 16, d + o + 16, w + o + 16, m, a, h, k), 16);
  }
  for (; i < n; i += 4) {
    o = at(i) - past(i, n);
    put(y + o, combined<U>(x + o, d + o, w + o, m, a, h, k), n);
  }
}


@inline
function combined<U>(x: usize, d: usize, w: usize, m: v128, a: v128, h: v128, k: v128): v128 {
  const u = changetype<U>(0).lanes(v128.load(x), d, w);
  return madd(f32x4.sub(v128.load(x), m), a, madd(u, k, h));
}

/** How many bytes a vector at number i reaches past a row of n, unless the row is shorter than one. */
@inline
function past(i: i32, n: i32): usize {
  return n < 4 ? 0 : at(max(0, i + 4 - n));
}

/** Stores a vector of a row of n numbers. */
@inline
export function put(y: usize, v: v128, n: i32): void {
  if (n < 4) store_lanes(y, v, n);
  else v128.store(y, v);
}
