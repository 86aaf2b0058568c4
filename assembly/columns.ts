// Images as the columns of a matrix, one a place of a window, and back: F.unfold and F.fold.

import { at, In, Out } from "./abi";
import { copy_row, zero_row } from "./memory";

/**
 * cols[n, r, s, p, q] = x[n, p·sh + r·dh − top, q·sw + s·dw − left] for planes x[n, H, W], 0 outside of them; n has images and channels.
 * Items: the n·R·S taps.
 * @cost P * Q
 */
export function im2col(
  cols: Out,
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
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to; item++) {
    const plane = item / (R * S);
    const tap = item - plane * R * S;
    const column = (tap % S) * dw - left;
    const q0 = first(column, sw, Q);
    const q1 = max(q0, first(column - W, sw, Q));
    let row = cols + at(item, P * Q);
    for (let p = 0, h = (tap / S) * dh - top; p < P; p++, h += sh, row += at(Q)) {
      if (h < 0 || h >= H || q0 == q1) {
        zero_row(row, Q);
        continue;
      }
      zero_row(row, q0);
      zero_row(row + at(q1), Q - q1);
      const begin = x + at(plane * H + h, W, q0 * sw + column);
      if (sw == 1) copy_row(row + at(q0), begin, q1 - q0);
      else for (let q = q0, t = begin; q < q1; q++, t += at(sw)) store<f32>(row + at(q), load<f32>(t));
    }
  }
}

/** The first q of 0, …, n where start + q · step is not negative. */
function first(start: i32, step: i32, n: i32): i32 {
  return start >= 0 ? 0 : min(n, (step - 1 - start) / step);
}

/**
 * x[n, h, w] = Σ of cols[n, r, s, p, q] over what `im2col` copies from there, by r, then s. Items: planes.
 * @cost R * S * P * Q
 */
export function col2im(
  x: Out,
  cols: In,
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
  from: i32,
  to: i32,
): void {
  memory.fill(x + at(from, H * W), 0, at(to - from, H * W));
  for (let item = from; item < to; item++) {
    for (let tap = 0; tap < R * S; tap++) {
      const column = (tap % S) * dw - left;
      const q0 = first(column, sw, Q);
      const n = first(column - W, sw, Q) - q0;
      let row = cols + at(item * R * S + tap, P * Q, q0);
      for (let p = 0, h = (tap / S) * dh - top; p < P; p++, h += sh, row += at(Q)) {
        if (h >= 0 && h < H) add_row(x + at(item * H + h, W, q0 * sw + column), sw, row, n);
      }
    }
  }
}

/** y[k · step] += x[k]. */
function add_row(y: usize, step: i32, x: usize, n: i32): void {
  let k = 0;
  if (step == 1) {
    for (; k + 4 <= n; k += 4) v128.store(y + at(k), f32x4.add(v128.load(y + at(k)), v128.load(x + at(k))));
  }
  for (; k < n; k++) {
    const p = y + at(k, step);
    store<f32>(p, load<f32>(p) + load<f32>(x + at(k)));
  }
}
