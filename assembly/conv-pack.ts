// What convolution packs before it multiplies: images with their padding, and filters as panels.

import { at, blocks, In, Out } from "./abi";
import { MR } from "./gemm-tile";
import { copy_row } from "./memory";

/**
 * y[n, Hp, Wp] = x[n, H, W] at row `top` and column `left`, `value` around; where these are negative, or y ends earlier, x is cut
 * off. Items: the n·Hp rows of y.
 * @cost Wp
 */
export function pad_planes(
  y: Out,
  x: In,
  H: i32,
  W: i32,
  top: i32,
  left: i32,
  Hp: i32,
  Wp: i32,
  value: f32,
  from: i32,
  to: i32,
): void {
  const begin = min(max(left, 0), Wp);
  const end = max(begin, min(left + W, Wp));
  for (let item = from; item < to; item++) {
    const plane = item / Hp;
    const h = item - plane * Hp - top;
    const row = y + at(item, Wp);
    if (h < 0 || h >= H) {
      repeat(row, value, Wp);
      continue;
    }
    repeat(row, value, begin);
    copy_row(row + at(begin), x + at(plane * H + h, W, begin - left), end - begin);
    repeat(row + at(end), value, Wp - end);
  }
}

/** n times `value` at p: few, for which a call costs more than they do. */
function repeat(p: usize, value: f32, n: i32): void {
  for (const end = p + at(n); p < end; p += 4) store<f32>(p, value);
}

/**
 * Filters as the panels of `conv_tiles`: panels[g][m/5][k][5] = w[g·gStride + m·mStride + d·dStride + i·iStride + j·jStride] for
 * k = (d·I + i)·J + j; zeros past M. Items: the G·⌈M/5⌉ panels.
 * @cost 5 * D * I * J
 */
export function conv_filters(
  panels: Out,
  w: In,
  M: i32,
  D: i32,
  I: i32,
  J: i32,
  gStride: i32,
  mStride: i32,
  dStride: i32,
  iStride: i32,
  jStride: i32,
  from: i32,
  to: i32,
): void {
  const perGroup = blocks(M, MR);
  for (let item = from; item < to; item++) {
    const g = item / perGroup;
    const first = (item - g * perGroup) * MR;
    const n = min(MR, M - first);
    let out = panels + at(item, D * I * J * MR);
    for (let d = 0; d < D; d++) {
      for (let i = 0; i < I; i++) {
        for (let j = 0; j < J; j++, out += MR << 2) {
          let p = w + ((<usize>(g * gStride + first * mStride + d * dStride + i * iStride + j * jStride)) << 2);
          for (let m = 0; m < MR; m++, p += (<usize>mStride) << 2) store<f32>(out + at(m), m < n ? load<f32>(p) : 0);
        }
      }
    }
  }
}
