// Pooling of planes [H, W] by their largest numbers; a window with a NaN gives NaN.

import { at, In, Out } from "./abi";
import { four } from "./conv-depthwise";
import { store_lanes } from "./simd";

/** The larger of a and b, NaN if either is, −0 of both zeros. `f32x4.max` is eight instructions on x86, this is three. */
@inline
function larger(a: v128, b: v128): v128 {
  return v128.or(f32x4.pmax(a, b), f32x4.pmax(b, a));
}

/** Where v takes the place of the largest so far: it is larger, or NaN. */
@inline
function exceeds(v: v128, m: v128): v128 {
  return v128.or(f32x4.gt(v, m), f32x4.ne(v, v));
}

/**
 * y[n, p, q] = max of x[n, 2p + i, 2q + j] over i, j of 0 and 1, for P = ⌊H/2⌋ and Q = ⌊W/2⌋ ≥ 4: the last vector of a row is shifted
 * left to end with it. Items: the n·P rows of y.
 * @cost W
 */
export function max_pool_pairs(y: Out, x: In, H: i32, W: i32, from: i32, to: i32): void {
  const P = H >> 1;
  const Q = W >> 1;
  const w = at(W);
  const plane = from / P;
  let p = from - plane * P;
  let row = x + at(plane * H + 2 * p, W);
  for (let out = y + at(from, Q), end = y + at(to, Q); out < end; out += at(Q)) {
    for (let g = 0; g < Q; g += 4) {
      const q = min(g, Q - 4);
      const s = row + at(2 * q);
      const a = larger(v128.load(s), v128.load(s + w));
      const b = larger(v128.load(s, 16), v128.load(s + w, 16));
      v128.store(out + at(q), larger(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7)));
    }
    row += 2 * w;
    if (++p == P) {
      p = 0;
      row += at(H & 1, W);
    }
  }
}

/**
 * dx of `max_pool_pairs`, whole: the first of the largest numbers in row order takes dy, the last NaN if there is one.
 * Items: planes.
 * @cost 2 * H * W
 */
export function max_pool_pairs_backward(dx: Out, dy: In, x: In, H: i32, W: i32, from: i32, to: i32): void {
  const P = H >> 1;
  const Q = W >> 1;
  const w = at(W);
  for (let item = from; item < to; item++) {
    let row = x + at(item, H * W);
    let out = dx + at(item, H * W);
    let d = dy + at(item, P * Q);
    for (let p = 0; p < P; p++, row += 2 * w, out += 2 * w, d += at(Q)) {
      for (let g = 0; g < Q; g += 4) {
        const q = min(g, Q - 4);
        const s = row + at(2 * q);
        const o = out + at(2 * q);
        const dv = v128.load(d + at(q));
        const x0 = v128.load(s);
        const x1 = v128.load(s, 16);
        const x2 = v128.load(s + w);
        const x3 = v128.load(s + w, 16);
        const a = v128.shuffle<f32>(x0, x1, 0, 2, 4, 6);
        const b = v128.shuffle<f32>(x0, x1, 1, 3, 5, 7);
        const c = v128.shuffle<f32>(x2, x3, 0, 2, 4, 6);
        const e = v128.shuffle<f32>(x2, x3, 1, 3, 5, 7);
        // Who is ahead in each row, and whether the lower row is.
        const right = exceeds(b, a);
        const right2 = exceeds(e, c);
        const below = exceeds(v128.bitselect(e, c, right2), v128.bitselect(b, a, right));
        const upper = v128.andnot(dv, below);
        const lower = v128.and(dv, below);
        store_pair(o, v128.andnot(upper, right), v128.and(upper, right));
        store_pair(o + w, v128.andnot(lower, right2), v128.and(lower, right2));
      }
      if (W & 1) {
        store<f32>(out + w - 4, 0);
        store<f32>(out + 2 * w - 4, 0);
      }
    }
    if (H & 1) memory.fill(out, 0, w);
  }
}

/** Lanes of a and b in turns. */
@inline
function store_pair(p: usize, a: v128, b: v128): void {
  v128.store(p, v128.shuffle<f32>(a, b, 0, 4, 1, 5));
  v128.store(p, v128.shuffle<f32>(a, b, 2, 6, 3, 7), 16);
}

/**
 * y[n, p, q] = max over r < R, s < S of x[n, p·sh + r·dh, q·sw + s·dw] for x[n, H, W], padded already. Items: the n·P rows of y.
 * @cost Q * R * S
 */
export function max_pool(
  y: Out,
  x: In,
  H: i32,
  W: i32,
  R: i32,
  S: i32,
  P: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  dh: i32,
  dw: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to; item++) {
    const plane = item / P;
    const row = x + at(plane * H + (item - plane * P) * sh, W);
    for (let g = 0; g < Q; g += 4) {
      const q = max(0, min(g, Q - 4));
      let p = row + at(q, sw);
      let m = f32x4.splat(-Infinity);
      for (let r = 0; r < R; r++, p += at(dh, W)) {
        for (let t = p, end = p + at(S, dw); t < end; t += at(dw)) m = larger(m, four(t, sw));
      }
      store_lanes(y + at(item, Q, q), m, Q);
    }
  }
}

/**
 * Where the maxima of `max_pool` lie in an image [h, w], of which x is the padded one and begins `top` rows and `left` columns
 * earlier: index[n, p, q] = row · w + column of the first of the largest numbers in row order, the last NaN if there is one, and the
 * window's first place in the image if all are −∞. Items: the n·P rows of y.
 * @cost 2 * Q * R * S
 */
export function max_pool_indices(
  index: Out,
  x: In,
  H: i32,
  W: i32,
  R: i32,
  S: i32,
  P: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  dh: i32,
  dw: i32,
  top: i32,
  left: i32,
  h: i32,
  w: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to; item++) {
    const plane = item / P;
    const start = (item - plane * P) * sh;
    const row = x + at(plane * H + start, W);
    for (let g = 0; g < Q; g += 4) {
      const q = max(0, min(g, Q - 4));
      let p = row + at(q, sw);
      const column = i32x4.add(i32x4.splat(q * sw - left), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(sw)));
      let i = start - top;
      let found = i32x4.add(i32x4.splat(inside(i, dh, h) * w), inside_lanes(column, dw, w));
      let m = f32x4.splat(-Infinity);
      for (let r = 0; r < R; r++, p += at(dh, W), i += dh) {
        let place = i32x4.add(column, i32x4.splat(i * w));
        for (let t = p, end = p + at(S, dw); t < end; t += at(dw)) {
          const v = four(t, sw);
          const is = exceeds(v, m);
          m = v128.bitselect(v, m, is);
          found = v128.bitselect(place, found, is);
          place = i32x4.add(place, i32x4.splat(dw));
        }
      }
      store_lanes(index + at(item, Q, q), found, Q);
    }
  }
}

/** The first of i, i + step, … that is not negative, below n. */
function inside(i: i32, step: i32, n: i32): i32 {
  while (i < 0) i += step;
  return min(i, n - 1);
}


@inline
function inside_lanes(i: v128, step: i32, n: i32): v128 {
  const zero = i32x4.splat(0);
  let before = i32x4.lt_s(i, zero);
  for (; v128.any_true(before); before = i32x4.lt_s(i, zero)) i = i32x4.add(i, v128.and(before, i32x4.splat(step)));
  return i32x4.min_s(i, i32x4.splat(n - 1));
}
