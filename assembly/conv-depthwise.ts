// Convolution of each channel by itself: nothing is summed over channels, so nothing is packed.
//
//   y[b, c, p, q] = Σ over i, j of w[c, i, j] · x[b, c, p·sh + i·ih, q·sw + j·jw]
//
// Four vectors of four columns, two in each of two rows, share each weight. The last vector of a row is shifted left to end with it,
// so that columns done twice get the same bits.

import { at, In, Out } from "./abi";
import { load_evens, madd, store_spread, sum_lanes } from "./simd";

/**
 * y as above for padded x [B, C, H, W], plus bias[c], which may be 0 for none; `relu` not 0 takes the larger of that and 0.
 * w[c, i, j] lies c·cStride + i·iStride + j·jStride behind w; elements of y `planeStride`, `pStride` and `qStride` apart.
 * Items: the B·C planes.
 * @cost P * Q * I * J
 */
export function conv_depthwise(
  y: Out,
  x: In,
  w: In,
  bias: In,
  C: i32,
  H: i32,
  W: i32,
  I: i32,
  J: i32,
  P: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  ih: i32,
  jw: i32,
  cStride: i32,
  iStride: i32,
  jStride: i32,
  planeStride: i32,
  pStride: i32,
  qStride: i32,
  relu: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to; item++) {
    const c = item % C;
    const image = x + at(item, H * W);
    const out = y + at(item, planeStride);
    const taps = w + at(c, cStride);
    const s = bias ? bias + at(c) : 0;
    if (sw == 1) plane(out, image, taps, s, W, I, J, P, Q, sh, 1, ih, jw, iStride, jStride, pStride, qStride, relu);
    else plane(out, image, taps, s, W, I, J, P, Q, sh, sw, ih, jw, iStride, jStride, pStride, qStride, relu);
  }
}

/** One plane; inlined twice, so that in one place steps from column to column are known to be 1. */
@inline
function plane(
  y: usize,
  x: usize,
  w: usize,
  bias: usize,
  W: i32,
  I: i32,
  J: i32,
  P: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  ih: i32,
  jw: i32,
  iStride: i32,
  jStride: i32,
  pStride: i32,
  qStride: i32,
  relu: i32,
): void {
  const n = min(Q, 4);
  const s = bias ? v128.load32_splat(bias) : f32x4.splat(0);
  const most = max(Q - 4, 0);
  for (let p = 0; p < P; p += 2) {
    // A last row, and a last vector, without a partner is done twice.
    const next = p + 1 < P ? 1 : 0;
    for (let q = 0; q < Q; q += 8) {
      const q0 = min(q, most);
      const q1 = min(q + 4, most);
      const x0 = x + at(p * sh, W, q0, sw);
      const x1 = x + at(p * sh, W, q1, sw);
      const below = at(next * sh, W);
      let a = s;
      let b = s;
      let d = s;
      let e = s;
      for (let i = 0; i < I; i++) {
        let o = at(i * ih, W);
        let tap = w + ((<usize>(i * iStride)) << 2);
        for (let j = 0; j < J; j++, o += at(jw), tap += (<usize>jStride) << 2) {
          const f = v128.load32_splat(tap);
          a = madd(f, four(x0 + o, sw), a);
          b = madd(f, four(x1 + o, sw), b);
          d = madd(f, four(x0 + below + o, sw), d);
          e = madd(f, four(x1 + below + o, sw), e);
        }
      }
      const y0 = y + at(p, pStride, q0, qStride);
      const y1 = y + at(p, pStride, q1, qStride);
      const under = at(next, pStride);
      store_spread(y0, at_least(a, relu), n, qStride);
      store_spread(y1, at_least(b, relu), n, qStride);
      store_spread(y0 + under, at_least(d, relu), n, qStride);
      store_spread(y1 + under, at_least(e, relu), n, qStride);
    }
  }
}


@inline
function at_least(v: v128, relu: i32): v128 {
  return relu ? f32x4.pmax(v, f32x4.splat(0)) : v;
}

/** Four numbers, `step` elements apart. */
@inline
export function four(p: usize, step: i32): v128 {
  if (step == 1) return v128.load(p);
  if (step == 2) return load_evens(p);
  let v = v128.load32_zero(p);
  v = v128.load32_lane(p + at(step), v, 1);
  v = v128.load32_lane(p + at(2, step), v, 2);
  return v128.load32_lane(p + at(3, step), v, 3);
}

/**
 * dw[c, i, j] = Σ over b, p, q of dy[b, c, p, q] · x[b, c, p·sh + i·ih, q·sw + j·jw] for padded x [B, C, H, W]. Items: the C·I·J
 * taps, channel by channel. A sum runs over the places of an image in four lanes, then over images in order.
 * @cost B * P * Q
 */
export function conv_depthwise_gradient(
  dw: Out,
  x: In,
  dy: In,
  B: i32,
  C: i32,
  H: i32,
  W: i32,
  I: i32,
  J: i32,
  P: i32,
  Q: i32,
  sh: i32,
  sw: i32,
  ih: i32,
  jw: i32,
  from: i32,
  to: i32,
): void {
  for (let item = from; item < to; item++) {
    const c = item / (I * J);
    const i = (item / J) % I;
    let sum: f32 = 0;
    for (let b = 0; b < B; b++) {
      const plane = b * C + c;
      sum += correlation(dy + at(plane, P * Q), x + at(plane * H + i * ih, W, item % J, jw), P, Q, at(sh, W), sw);
    }
    store<f32>(dw + at(item), sum);
  }
}

/** Σ over p, q of dy[p, q] · x[p, q·step] for rows of x `row` bytes apart. */
function correlation(dy: usize, x: usize, P: i32, Q: i32, row: usize, step: i32): f32 {
  let a = f32x4.splat(0);
  let b = a;
  let rest: f32 = 0;
  for (let p = 0; p < P; p++, x += row) {
    let q = 0;
    for (; q + 8 <= Q; q += 8, dy += 32) {
      a = madd(v128.load(dy), four(x + at(q, step), step), a);
      b = madd(v128.load(dy, 16), four(x + at(q + 4, step), step), b);
    }
    if (q + 4 <= Q) {
      a = madd(v128.load(dy), four(x + at(q, step), step), a);
      q += 4;
      dy += 16;
    }
    for (; q < Q; q++, dy += 4) rest += load<f32>(dy) * load<f32>(x + at(q, step));
  }
  return sum_lanes(f32x4.add(a, b)) + rest;
}
