// Sums over windows of planes, first along the columns, then along the rows; and their gradients, which are sums as well.

import { at, In, Out } from "./abi";
import { four } from "./conv-depthwise";
import { zero_row } from "./memory";
import { store_lanes, store_spread } from "./simd";

/**
 * t[n, i, left + step · j] = Σ x[n, h, j] for h from ⌈(i · mul + first) / div⌉ to ⌊(i · mul + first + R − 1) / div⌋ that x[n, H, W]
 * has, j below `count`, and 0 elsewhere in t[n, P, T]. Windows of R rows have mul = stride, div = 1, first = −top; their gradient
 * takes dy for x, and has mul = 1, div = stride, first = top − R + 1. Items: the n·P rows of t.
 * @cost T + W * R / div
 */
export function window_rows(
  t: Out,
  x: In,
  H: i32,
  W: i32,
  P: i32,
  T: i32,
  R: i32,
  mul: i32,
  div: i32,
  first: i32,
  left: i32,
  step: i32,
  count: i32,
  from: i32,
  to: i32,
): void {
  const ld = at(W);
  const most = max(0, count - 4);
  for (let item = from; item < to; item++) {
    const plane = item / P;
    const begin = (item - plane * P) * mul + first;
    const last = begin + R - 1;
    const h = begin > 0 ? (begin + div - 1) / div : 0;
    const row = x + at(plane * H + h, W);
    const end = x + at(plane * H + (last < 0 ? 0 : min(H, last / div + 1)), W);
    const out = t + at(item, T);
    if (step == 1) {
      zero_row(out, left);
      zero_row(out + at(left + count), T - left - count);
    } else zero_row(out, T);
    for (let g = 0; g < count; g += 8) {
      const j = min(g, most);
      const k = min(g + 4, most);
      let a = f32x4.splat(0),
        b = a;
      for (let p = row; p < end; p += ld) {
        a = f32x4.add(a, v128.load(p + at(j)));
        b = f32x4.add(b, v128.load(p + at(k)));
      }
      store_spread(out + at(left + j * step), a, count, step);
      store_spread(out + at(left + k * step), b, count, step);
    }
  }
}

/**
 * y[n, q] = Σ t[n, q · step + s] / divisor over s < S, for rows of T and of Q numbers. Items: the n rows.
 * @cost Q * S
 */
export function window_columns(
  y: Out,
  t: In,
  T: i32,
  Q: i32,
  S: i32,
  step: i32,
  divisor: f32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to; item++) {
    const row = t + at(item, T);
    const out = y + at(item, Q);
    if (step == 1) sums_along(out, row, Q, S, 1, divisor);
    else sums_along(out, row, Q, S, step, divisor);
  }
}

/** One row; inlined twice, so that in one place the step is known to be 1. */
@inline
function sums_along(y: usize, t: usize, Q: i32, S: i32, step: i32, divisor: f32): void {
  const most = max(0, Q - 4);
  const d = f32x4.splat(divisor);
  for (let g = 0; g < Q; g += 8) {
    const q0 = min(g, most);
    const q1 = min(g + 4, most);
    let p = t + at(q0, step);
    const apart = at(q1 - q0, step);
    let a = f32x4.splat(0),
      b = a;
    for (const end = p + at(S); p < end; p += 4) {
      a = f32x4.add(a, four(p, step));
      b = f32x4.add(b, four(p + apart, step));
    }
    store_lanes(y + at(q0), f32x4.div(a, d), Q);
    store_lanes(y + at(q1), f32x4.div(b, d), Q);
  }
}
