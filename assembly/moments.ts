// Variance over the middle axis of x[L, R, N]. Each block of R gives its mean and its sum of squares about that mean, taken
// twice while it is in the cache; a second launch joins the blocks in order.

import { at, blocks, In, Out } from "./abi";
import { row_of, Sum } from "./reduction";
import { first_lanes, load_lanes, madd, store_lanes, sum_lanes } from "./simd";

/**
 * mean[l, b] = m = Σ x[l, r] / n and squares[l, b] = Σ (x[l, r] − m)² over the n numbers of block b of R, for N = 1.
 * What rounding leaves of Σ (x − m) corrects both. Items: the L·⌈R/block⌉ blocks.
 * @cost 3 * block
 */
export function moments_rows(mean: Out, squares: Out, x: In, R: i32, block: i32, from: i32, to: i32): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to; item++) {
    const l = item / perRow;
    const r = (item - l * perRow) * block;
    moments_of_row(mean + at(item), squares + at(item), x + at(l, R, r), min(block, R - r));
  }
}

function moments_of_row(mean: usize, squares: usize, x: usize, n: i32): void {
  const first = f32x4.extract_lane(row_of<Sum, Sum>(x, n), 0) / <f32>n;
  const m = f32x4.splat(first);
  let s = f32x4.splat(0),
    t = s,
    q = s,
    p = s;
  const end = x + at(n & ~3);
  for (const wide = x + at(n & ~7); x < wide; x += 32) {
    const d = f32x4.sub(v128.load(x), m);
    const e = f32x4.sub(v128.load(x, 16), m);
    s = f32x4.add(s, d);
    t = f32x4.add(t, e);
    q = madd(d, d, q);
    p = madd(e, e, p);
  }
  if (x < end) {
    const d = f32x4.sub(v128.load(x), m);
    s = f32x4.add(s, d);
    q = madd(d, d, q);
    x += 16;
  }
  const rest = n & 3;
  if (rest) {
    const d = v128.and(f32x4.sub(load_lanes(x, rest), m), first_lanes(rest));
    t = f32x4.add(t, d);
    p = madd(d, d, p);
  }
  const left = sum_lanes(f32x4.add(s, t));
  store<f32>(mean, first + left / <f32>n);
  store<f32>(squares, max(sum_lanes(f32x4.add(q, p)) - (left * left) / <f32>n, 0));
}

/**
 * `moments_rows` for columns: mean[l, b, n] and squares[l, b, n]. Items: the L·⌈R/block⌉·N blocks.
 * @grain 16
 * @cost 3 * block
 */
export function moments_columns(mean: Out, squares: Out, x: In, R: i32, N: i32, block: i32, from: i32, to: i32): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to;) {
    const group = item / N;
    const n = item - group * N;
    const l = group / perRow;
    const r = (group - l * perRow) * block;
    const width = min(4, min(N - n, to - item));
    const p = x + at(l, R * N) + at(r, N, n);
    moments_of_columns(mean + at(item), squares + at(item), p, min(block, R - r), at(N), width);
    item += width;
  }
}

/** At most four columns of R numbers each, `ld` bytes apart. */
function moments_of_columns(mean: usize, squares: usize, x: usize, R: i32, ld: usize, width: i32): void {
  const n = f32x4.splat(<f32>R);
  let m = f32x4.splat(0),
    s = m,
    q = m,
    p = x;
  for (let r = R; r > 0; r--, p += ld) m = f32x4.add(m, load_lanes(p, width));
  m = f32x4.div(m, n);
  p = x;
  for (let r = R; r > 0; r--, p += ld) {
    const d = f32x4.sub(load_lanes(p, width), m);
    s = f32x4.add(s, d);
    q = madd(d, d, q);
  }
  store_lanes(mean, f32x4.add(m, f32x4.div(s, n)), width);
  q = f32x4.sub(q, f32x4.div(f32x4.mul(s, s), n));
  store_lanes(squares, f32x4.max(q, f32x4.splat(0)), width);
}

/**
 * y[l, n] = Σ (x[l, r, n] − mean)² / max(R − correction, 0) from the mean and the squares of each block of R, which are
 * joined in order, in float64: squares about another mean are more by their number times the square of the distance.
 * Items: the L·N results.
 * @cost 4 + 8 * R / block
 */
export function variance(
  y: Out,
  mean: In,
  squares: In,
  R: i32,
  N: i32,
  block: i32,
  correction: f32,
  from: i32,
  to: i32,
): void {
  const perRow = blocks(R, block);
  for (let item = from; item < to; item++) {
    const l = item / N;
    const first = at(l, perRow * N) + at(item - l * N);
    let m: f64 = 0;
    let o = first;
    for (let r = 0; r < R; r += block, o += at(N)) m += <f64>load<f32>(mean + o) * <f64>min(block, R - r);
    m /= <f64>R;
    let q: f64 = 0;
    o = first;
    for (let r = 0; r < R; r += block, o += at(N)) {
      const d = <f64>load<f32>(mean + o) - m;
      q += <f64>load<f32>(squares + o) + d * d * <f64>min(block, R - r);
    }
    store<f32>(y + at(item), <f32>(q / max(<f64>R - <f64>correction, 0)));
  }
}
