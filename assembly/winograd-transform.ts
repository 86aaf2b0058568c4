// The transforms of Winograd's convolution F(2×2, 3×3): Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A, 16 products for 4 outputs instead of 36.
//
// A tile is 2 × 2 outputs, so 4 × 4 inputs. Four tiles that are neighbours in a row are transformed at once, a lane each; the last
// four of a row are shifted left to end with it, and tiles done twice get the same bits. Element ξ = 4i + j of a transformed tile t
// of channel c stands at [ξ][c][t], rows of `ld` numbers, planes of `plane` bytes.
//
// Source: Lavin & Gray, "Fast algorithms for convolutional neural networks", CVPR 2016, section 4.1.

import { at } from "./abi";
import { store_lanes } from "./simd";

/** Numbers of a transformed tile. */
export const XI: i32 = 16;

/** v = Bᵀ d B of one row of TQ tiles of one channel; x is the first of four rows, `row` bytes apart. */
export function input_row(v: usize, x: usize, row: usize, TQ: i32, plane: usize): void {
  for (let g = 0; g < TQ; g += 4) {
    const t = min(g, TQ - 4);
    const p = x + at(2 * t);
    const q = v + at(t);
    const x1 = p + row;
    const x2 = x1 + row;
    input_tiles(q, plane, minus(p, x2, 0), minus(p, x2, 16), minus_two(p, x2));
    input_tiles(q + 4 * plane, plane, plus(x1, x2, 0), plus(x1, x2, 16), plus_two(x1, x2));
    input_tiles(q + 8 * plane, plane, minus(x2, x1, 0), minus(x2, x1, 16), minus_two(x2, x1));
    const x3 = x2 + row;
    input_tiles(q + 12 * plane, plane, minus(x1, x3, 0), minus(x1, x3, 16), minus_two(x1, x3));
  }
}


@inline
function minus(p: usize, q: usize, o: usize): v128 {
  return f32x4.sub(v128.load(p + o), v128.load(q + o));
}


@inline
function plus(p: usize, q: usize, o: usize): v128 {
  return f32x4.add(v128.load(p + o), v128.load(q + o));
}

/** Of the third vector, two numbers are used: no more are read, as the image may end there. */
@inline
function minus_two(p: usize, q: usize): v128 {
  return f32x4.sub(v128.load64_zero(p + 32), v128.load64_zero(q + 32));
}


@inline
function plus_two(p: usize, q: usize): v128 {
  return f32x4.add(v128.load64_zero(p + 32), v128.load64_zero(q + 32));
}

/** One row of Bᵀd, ten numbers for four tiles, times B. */
@inline
function input_tiles(v: usize, plane: usize, a: v128, b: v128, e: v128): void {
  const d0 = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
  const d1 = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
  const d2 = v128.shuffle<f32>(d0, e, 1, 2, 3, 4);
  const d3 = v128.shuffle<f32>(d1, e, 1, 2, 3, 5);
  v128.store(v, f32x4.sub(d0, d2));
  v128.store(v + plane, f32x4.add(d1, d2));
  v128.store(v + 2 * plane, f32x4.sub(d2, d1));
  v128.store(v + 3 * plane, f32x4.sub(d1, d3));
}

/**
 * Two rows of Y = AᵀMA for one row of TQ tiles of one channel, Q columns of them, plus the number at `bias` unless that is 0, the larger of that and 0 if `relu`.
 * The second row is left out if `rows` is 1.
 */
export function output_row(
  y: usize,
  m: usize,
  plane: usize,
  TQ: i32,
  Q: i32,
  rows: i32,
  bias: usize,
  relu: bool,
): void {
  const s = bias ? v128.load32_splat(bias) : f32x4.splat(0);
  for (let g = 0; g < TQ; g += 4) {
    const t = min(g, TQ - 4);
    const q = m + at(t);
    const n = Q - 2 * t;
    const out = y + at(2 * t);
    put_row(
      out,
      n,
      s,
      relu,
      top(q, plane),
      top(q + plane, plane),
      top(q + 2 * plane, plane),
      top(q + 3 * plane, plane),
    );
    if (rows > 1) {
      const next = out + at(Q);
      put_row(
        next,
        n,
        s,
        relu,
        bottom(q, plane),
        bottom(q + plane, plane),
        bottom(q + 2 * plane, plane),
        bottom(q + 3 * plane, plane),
      );
    }
  }
}

/** Row 0 of AᵀM: the sum of the first three. */
@inline
function top(m: usize, plane: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(m), v128.load(m + 4 * plane)), v128.load(m + 8 * plane));
}

/** Row 1 of AᵀM. */
@inline
function bottom(m: usize, plane: usize): v128 {
  return f32x4.sub(f32x4.sub(v128.load(m + 4 * plane), v128.load(m + 8 * plane)), v128.load(m + 12 * plane));
}

/** A row of AᵀM times A: the first n of eight outputs. */
function put_row(y: usize, n: i32, bias: v128, relu: bool, s0: v128, s1: v128, s2: v128, s3: v128): void {
  let even = f32x4.add(f32x4.add(f32x4.add(s0, s1), s2), bias);
  let odd = f32x4.add(f32x4.sub(f32x4.sub(s1, s2), s3), bias);
  if (relu) {
    even = f32x4.pmax(even, f32x4.splat(0));
    odd = f32x4.pmax(odd, f32x4.splat(0));
  }
  const low = v128.shuffle<f32>(even, odd, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(even, odd, 2, 6, 3, 7);
  v128.store(y, low);
  if (n >= 8) v128.store(y, high, 16);
  else store_lanes(y + 16, high, n - 4);
}

/** A dY Aᵀ of one row of TQ tiles of one channel: the gradient of M. dy is the first of two rows, `row` bytes apart. */
export function gradient_row(m: usize, dy: usize, row: usize, TQ: i32, plane: usize): void {
  for (let g = 0; g < TQ; g += 4) {
    const t = min(g, TQ - 4);
    const p = dy + at(2 * t);
    const r = p + row;
    const q = m + at(t);
    const a0 = v128.load(p);
    const a1 = v128.load(p, 16);
    const b0 = v128.load(r);
    const b1 = v128.load(r, 16);
    const even = v128.shuffle<f32>(a0, a1, 0, 2, 4, 6);
    const odd = v128.shuffle<f32>(a0, a1, 1, 3, 5, 7);
    const evenNext = v128.shuffle<f32>(b0, b1, 0, 2, 4, 6);
    const oddNext = v128.shuffle<f32>(b0, b1, 1, 3, 5, 7);
    gradient_tiles(q, plane, even, odd);
    gradient_tiles(q + 4 * plane, plane, f32x4.add(even, evenNext), f32x4.add(odd, oddNext));
    gradient_tiles(q + 8 * plane, plane, f32x4.sub(even, evenNext), f32x4.sub(odd, oddNext));
    gradient_tiles(q + 12 * plane, plane, f32x4.neg(evenNext), f32x4.neg(oddNext));
  }
}


@inline
function gradient_tiles(m: usize, plane: usize, even: v128, odd: v128): void {
  v128.store(m, even);
  v128.store(m + plane, f32x4.add(even, odd));
  v128.store(m + 2 * plane, f32x4.sub(even, odd));
  v128.store(m + 3 * plane, f32x4.neg(odd));
}
