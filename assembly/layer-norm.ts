// Layer normalization of rows of D numbers, each with weights of its own. Items: rows.

import { at, In, Out, Scratch } from "./abi";
import { combine, Own, put, sums, Weighed, write_moments } from "./norm-sums";
import { madd } from "./simd";

/**
 * y[i, :] = x̂ · w + b, for x̂ = (x − mean x) / √(variance x + eps), or x / √(mean x² + eps) unless `centred`. w is
 * one row, or, `ldw` numbers apart, one for each row; y is not x.
 * @cost 6 * D
 */
export function layer_norm(
  y: Out,
  x: In,
  w: In,
  b: In,
  scratch: Scratch,
  D: i32,
  ldw: i32,
  centred: i32,
  eps: f32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to; i++) {
    const row = x + at(i, D);
    const out = y + at(i, D);
    row_moments(scratch, row, D, centred, eps);
    const m = load<f32>(scratch);
    const r = load<f32>(scratch, 8);
    const h = load<f32>(scratch, 4) * -r;
    affine(out, row, w + at(i, ldw), b, D, m, r, h);
  }
}

/**
 * dx[i, :] = (u − mean u − x̂ · mean(u x̂)) / √(variance x + eps), for u = dy · w; without the mean of u unless `centred`.
 * @cost 10 * D
 */
export function layer_norm_backward(
  dx: Out,
  dy: In,
  x: In,
  w: In,
  scratch: Scratch,
  D: i32,
  centred: i32,
  eps: f32,
  from: i32,
  to: i32,
): void {
  for (let i = from; i < to; i++) {
    const o = at(i, D);
    row_moments(scratch, x + o, D, centred, eps);
    const m = load<f32>(scratch);
    const low = <f64>load<f32>(scratch, 4);
    const r = <f64>load<f32>(scratch, 8);
    const s = sums<Weighed>(x + o, dy + o, w, 1, 0, D, m);
    const t = f64x2.extract_lane(s, 0) / <f64>D;
    const A = centred ? t * r : 0;
    const B = (f64x2.extract_lane(s, 1) / <f64>D - low * t) * r * r * r;
    store<f32>(scratch, <f32>-B, 4);
    store<f32>(scratch, <f32>(low * B - A), 8);
    store<f32>(scratch, <f32>r, 12);
    combine<Weighed>(dx + o, x + o, dy + o, w, D, scratch, 4);
  }
}

/** Mean of a row, high and low, and 1 / √(variance + eps); unless `centred` the mean is 0. */
function row_moments(out: usize, x: usize, D: i32, centred: i32, eps: f32): void {
  if (centred) write_moments(out, 4, x, 1, 0, D);
  else {
    store<i64>(out, 0);
    store<f32>(out, <f32>(f64x2.extract_lane(sums<Own>(x, 0, 0, 1, 0, D, 0), 1) / <f64>D), 8);
  }
  store<f32>(out, <f32>(1 / sqrt<f64>(<f64>load<f32>(out, 8) + <f64>eps)), 8);
}

/** y = (r · (x − m) + h) · w + b over n numbers. */
function affine(y: usize, x: usize, w: usize, b: usize, n: i32, m: f32, r: f32, h: f32): void {
  const vm = f32x4.splat(m);
  const vr = f32x4.splat(r);
  const vh = f32x4.splat(h);
  for (let i = 0; i < n; i += 4) {
    const o = at(n < 4 ? 0 : min(i, n - 4));
    const v = madd(f32x4.sub(v128.load(x + o), vm), vr, vh);
    put(y + o, madd(v, v128.load(w + o), v128.load(b + o)), n);
  }
}
