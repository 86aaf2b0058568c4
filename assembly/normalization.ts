// Batch, group and instance normalization of [L, P, S]: planes of S numbers, of which K, in all L, make a group with one mean.
// Batch: L = B, P = C, K = 1. Group: L = 1, P = B·C, K = C / groups. Instance: as that with K = 1. Weights repeat after C planes.
//
// Moments are [3, G] for the G = P / K groups: mean, high and low, and biased variance. What a plane is multiplied with is
// derived from them in a launch of its own, as coefficients [4, P]: m, a, h, k.

import { at, In, InOut, Out, Scratch } from "./abi";
import { column_sums, combine, Given, Own, ROWS, scale, sums, write_moments } from "./norm-sums";
import { madd, store_lanes } from "./simd";

/** Planes of fewer numbers are first brought together in scratch, if all of a channel's fit half of that. */
const SHORT = 32;
const TOGETHER = 1 << 17;

/**
 * The moments of x[L, G, S] over the first and last axis. Items: the G groups.
 * @grain 16
 * @cost 3 * L * S
 */
export function norm_moments(moments: Out, x: In, scratch: Scratch, L: i32, G: i32, S: i32, from: i32, to: i32): void {
  const step = at(G);
  const ld = at(G, S);
  for (let g = from; g < to; g++) {
    const p = x + at(g, S);
    const out = moments + at(g);
    if (S == 1) {
      column_moments(out, step, p, scratch, L, ld, to - g);
      g += 3;
    } else if (is_scattered(L, S)) {
      gather(scratch, p, L, ld, S);
      write_moments(out, step, scratch, 1, 0, L * S);
    } else write_moments(out, step, p, L, ld, S);
  }
}

/** Moments of n columns, at most four. The shift is near the mean of the first numbers, and the higher part of the mean. */
function column_moments(out: usize, step: usize, x: usize, scratch: usize, L: i32, ld: usize, n: i32): void {
  const some = min(L, ROWS);
  column_sums<Own>(scratch, x, 0, some, ld, x);
  const shift = f32x4.add(v128.load(x), f32x4.div(v128.load(scratch), f32x4.splat(<f32>some)));
  v128.store(scratch, shift);
  column_sums<Own>(scratch, x, 0, L, ld, scratch);
  const count = f32x4.splat(<f32>L);
  const rest = f32x4.div(v128.load(scratch), count);
  const variance = f32x4.sub(f32x4.div(v128.load(scratch, 16), count), f32x4.mul(rest, rest));
  store_lanes(out, shift, n);
  store_lanes(out + step, rest, n);
  store_lanes(out + 2 * step, f32x4.max(variance, f32x4.splat(0)), n);
}

/**
 * sums[2, P]: Σ dy and Σ dy · (x − m) over the first and last axis of [L, P, S], for m the higher part of the mean. Items: the P planes.
 * @grain 16
 * @cost 2 * L * S
 */
export function norm_sums(
  total: Out,
  dy: In,
  x: In,
  moments: In,
  scratch: Scratch,
  L: i32,
  P: i32,
  S: i32,
  K: i32,
  from: i32,
  to: i32,
): void {
  const step = at(P);
  const ld = at(P, S);
  for (let p = from; p < to; p++) {
    const m = moments + at(p / K);
    const o = at(p, S);
    const out = total + at(p);
    if (S == 1 && K == 1) {
      column_sums<Given>(scratch, x + o, dy + o, L, ld, m);
      store_lanes(out, v128.load(scratch), to - p);
      store_lanes(out + step, v128.load(scratch, 16), to - p);
      p += 3;
      continue;
    }
    let s: v128;
    if (is_scattered(L, S)) {
      const other = scratch + at(TOGETHER);
      gather(scratch, x + o, L, ld, S);
      gather(other, dy + o, L, ld, S);
      s = sums<Given>(scratch, other, 0, 1, 0, L * S, load<f32>(m));
    } else s = sums<Given>(x + o, dy + o, 0, L, ld, S, load<f32>(m));
    store<f32>(out, <f32>f64x2.extract_lane(s, 0));
    store<f32>(out + step, <f32>f64x2.extract_lane(s, 1));
  }
}


@inline
function is_scattered(L: i32, S: i32): bool {
  return S < SHORT && L > 1 && L * S <= TOGETHER;
}

/** The L rows of S numbers, `ld` bytes apart, one behind the other. */
function gather(out: usize, x: usize, L: i32, ld: usize, S: i32): void {
  const whole = S & ~3;
  for (let l = 0; l < L; l++, x += ld) {
    for (let i = 0; i < whole; i += 4, out += 16) v128.store(out, v128.load(x + at(i)));
    for (let i = whole; i < S; i++, out += 4) store<f32>(out, load<f32>(x + at(i)));
  }
}

/**
 * Coefficients of y = a · (x − m) + h = (x − mean) / √(variance + eps) · w + b; without k. w and b may be 0. Items: the P planes.
 * @cost 20
 */
export function norm_coefficients(
  coefficients: Out,
  moments: In,
  w: In,
  b: In,
  P: i32,
  K: i32,
  C: i32,
  eps: f32,
  from: i32,
  to: i32,
): void {
  const G = P / K;
  for (let p = from; p < to; p++) {
    const g = moments + at(p / K);
    const c = at(p % C);
    const a = (w ? <f64>load<f32>(w + c) : 1) * inverse(g + at(2 * G), eps);
    const out = coefficients + at(p);
    store<f32>(out, load<f32>(g));
    store<f32>(out + at(P), <f32>a);
    store<f32>(out + at(2 * P), <f32>((b ? <f64>load<f32>(b + c) : 0) - <f64>load<f32>(g + at(G)) * a));
  }
}

/**
 * From the sums of `norm_sums`: shares[p] = Σ dy x̂, of which the gradient of w consists, and coefficients of
 * dx = a · (x − m) + k · dy + h = (w dy − mean(w dy) − x̂ mean(w dy x̂)) / √(variance + eps), for groups of n numbers. n = 0: the
 * moments were given, and dx = a · (dy − m) + h. Items: the P / K groups.
 * @cost 40 * K
 */
export function norm_gradient(
  coefficients: Out,
  shares: Out,
  moments: In,
  total: In,
  w: In,
  P: i32,
  K: i32,
  C: i32,
  n: i32,
  eps: f32,
  from: i32,
  to: i32,
): void {
  const G = P / K;
  for (let g = from; g < to; g++) {
    const moment = moments + at(g);
    const low = <f64>load<f32>(moment + at(G));
    const r = inverse(moment + at(2 * G), eps);
    let A: f64 = 0;
    let B: f64 = 0;
    for (let p = g * K; p < g * K + K; p++) {
      const s = <f64>load<f32>(total + at(p));
      const t = (<f64>load<f32>(total + at(P + p)) - low * s) * r;
      const weight = w ? <f64>load<f32>(w + at(p % C)) : 1;
      store<f32>(shares + at(p), <f32>t);
      A += weight * s;
      B += weight * t;
    }
    A *= r / <f64>n;
    B *= (r * r) / <f64>n;
    for (let p = g * K; p < g * K + K; p++) {
      const k = <f32>((w ? <f64>load<f32>(w + at(p % C)) : 1) * r);
      const out = coefficients + at(p);
      store<f32>(out, n ? load<f32>(moment) : 0);
      store<f32>(out + at(P), n ? <f32>-B : k);
      store<f32>(out + at(2 * P), n ? <f32>(low * B - A) : 0);
      store<f32>(out + at(3 * P), k);
    }
  }
}

/** 1 / √(variance + eps). */
@inline
function inverse(variance: usize, eps: f32): f64 {
  return 1 / sqrt<f64>(<f64>load<f32>(variance) + <f64>eps);
}

/**
 * y[l, p, :] = a[p] · (x − m[p]) + h[p], and + k[p] · dy if dy is not 0; y is neither of them. Items: the L·P planes.
 * @grain 16
 * @cost 2 * S
 */
export function norm_planes(y: Out, x: In, dy: In, coefficients: In, P: i32, S: i32, from: i32, to: i32): void {
  const step = at(P);
  let p = from % P;
  for (let i = from; i < to;) {
    const c = coefficients + at(p);
    const o = at(i, S);
    if (S == 1) {
      const n = min(P - p, to - i);
      columns(y + o, x + o, dy ? dy + o : 0, c, step, n);
      i += n;
      p = 0;
      continue;
    }
    if (dy) combine<Given>(y + o, x + o, dy + o, 0, S, c, step);
    else scale(y + o, x + o, S, c, step);
    i++;
    if (++p == P) p = 0;
  }
}

/** n numbers, each with coefficients of its own, which lie `step` bytes apart; dy may be 0. */
function columns(y: usize, x: usize, dy: usize, c: usize, step: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16, c += 16) {
    let v = v128.load(c + 2 * step);
    if (dy) {
      v = madd(v128.load(dy), v128.load(c + 3 * step), v);
      dy += 16;
    }
    store_lanes(y, madd(f32x4.sub(v128.load(x), v128.load(c)), v128.load(c + step), v), n);
  }
}

/**
 * running = (1 − f) · running + f · batch for mean and unbiased variance of [L, C] groups of n numbers, averaged over L; f is
 * `momentum`, or if that is negative one over the number of batches, which is counted. Items: 1.
 * @cost 4 * L * C
 */
export function running_update(
  mean: InOut,
  variance: InOut,
  count: InOut,
  moments: In,
  L: i32,
  C: i32,
  n: i32,
  momentum: f32,
  from: i32,
  to: i32,
): void {
  const batches = load<i32>(count) + 1;
  store<i32>(count, batches);
  const f = momentum < 0 ? 1 / <f64>batches : <f64>momentum;
  const G = L * C;
  for (let c = 0; c < C; c++) {
    let m: f64 = 0;
    let v: f64 = 0;
    for (let g = c; g < G; g += C) {
      m += <f64>load<f32>(moments + at(g)) + <f64>load<f32>(moments + at(G + g));
      v += <f64>load<f32>(moments + at(2 * G + g));
    }
    blend(mean + at(c), m / <f64>L, f);
    blend(variance + at(c), (v / <f64>L) * (<f64>n / <f64>(n - 1)), f);
  }
}


@inline
function blend(p: usize, value: f64, f: f64): void {
  store<f32>(p, <f32>((1 - f) * <f64>load<f32>(p) + f * value));
}

/**
 * y[b, c, :] = Σ x · z over the channels from c − before to c + after that there are, of [B, C, S]; y is neither of them. Items:
 * the B·C planes.
 * @cost S * (before + after + 1)
 */
export function channel_windows(
  y: Out,
  x: In,
  z: In,
  C: i32,
  S: i32,
  before: i32,
  after: i32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to; i++) {
    const c = i % C;
    const first = at(i - min(before, c), S);
    const last = at(i + min(after, C - 1 - c), S);
    for (let s = 0; s < S; s += 4) {
      let sum = f32x4.splat(0);
      for (let o = first + at(s); o <= last + at(s); o += at(S)) sum = madd(v128.load(x + o), v128.load(z + o), sum);
      store_lanes(y + at(i, S, s), sum, S - s);
    }
  }
}
