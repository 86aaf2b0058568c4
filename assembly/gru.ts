// Gated recurrent units over whole sequences, PyTorch's form; recurrent.ts says what the arguments share.
//
//   r, z = σ(·)   of   x-part + h-part, in the order r z n
//   n = tanh(x-part + r · h-part)   h' = (1 − z) n + z h,   where an h-part is h·Wᵀ + bias
//
// Source: Cho et al., "Learning phrase representations using RNN encoder–decoder", EMNLP 2014; the reset behind the product is that
// of cuDNN.

import { at, In, InOut, Out, Scratch } from "./abi";
import { MR } from "./gemm-tile";
import { c, sigmoid4 } from "./math";
import { tanh_gate } from "./math-activation";
import { put_column, sequence, sequence_backward, slope, sum } from "./recurrent";
import { madd } from "./simd";

class GRU {

  @inline gates(): i32 {
    return 3;
  }

  /** Of r, z and n's two parts. */
  @inline changes(): i32 {
    return 4;
  }

  /** h and the h-part of n. */
  @inline saves(): i32 {
    return 2;
  }


  @inline forward(
    y: usize,
    h: usize,
    _cell: usize,
    panel: usize,
    x: usize,
    product: usize,
    bias: usize,
    saved: usize,
    U: i32,
  ): void {
    const next = at(U);
    for (const end = x + next; x < end; x += 16, product += 16, bias += 16) {
      const r = sigmoid4(sum(x, product, bias));
      v128.store(x, r);
      const z = sigmoid4(sum(x + next, product + next, bias + next));
      v128.store(x + next, z);
      const part = f32x4.add(v128.load(product + next * 2), v128.load(bias + next * 2));
      const n = tanh_gate(madd(r, part, v128.load(x + next * 2)));
      v128.store(x + next * 2, n);
      const before = v128.load(h);
      const out = madd(z, f32x4.sub(before, n), n);
      v128.store(saved, before);
      v128.store(saved + next, part);
      v128.store(h, out);
      v128.store(y, out);
      put_column(panel, out);
      panel += MR << 4;
      h += 16;
      saved += 16;
      y += 16;
    }
  }


  @inline backward(dz: usize, panel: usize, dh: usize, _dc: usize, dy: usize, x: usize, saved: usize, U: i32): void {
    const next = at(U);
    const column = at(U, MR);
    for (const end = x + next; x < end; x += 16, dz += 16, panel += MR << 4) {
      const r = v128.load(x);
      const z = v128.load(x + next);
      const n = v128.load(x + next * 2);
      const dout = f32x4.add(v128.load(dh), v128.load(dy));
      const dn = f32x4.mul(f32x4.mul(dout, f32x4.sub(c(12), z)), f32x4.sub(c(12), f32x4.mul(n, n)));
      const dr = f32x4.mul(f32x4.mul(dn, v128.load(saved + next)), slope(r));
      const dzg = f32x4.mul(f32x4.mul(dout, f32x4.sub(v128.load(saved), n)), slope(z));
      const part = f32x4.mul(dn, r);
      v128.store(dz, dr);
      v128.store(dz + next, dzg);
      v128.store(dz + next * 2, dn);
      v128.store(dz + next * 3, part);
      put_column(panel, dr);
      put_column(panel + column, dzg);
      put_column(panel + column * 2, part);
      v128.store(dh, f32x4.mul(dout, z));
      dy += 16;
      dh += 16;
      saved += 16;
    }
  }
}

/**
 * z[B, T, 3U] from x·Wᵀ to the gates r, z, n; y[B, T, U] and hn [B, U]; saved[B, T, 2U], h and the h-part of n. Items: blocks of
 * five rows.
 * @cost 33 * T * U * U
 */
export function gru(
  y: Out,
  hn: Out,
  z: InOut,
  saved: Out,
  w: In,
  bias: In,
  h0: In,
  mask: In,
  scratch: Scratch,
  B: i32,
  T: i32,
  U: i32,
  reverse: i32,
  from: i32,
  to: i32,
): void {
  sequence<GRU>(y, hn, 0, z, saved, w, bias, h0, 0, mask, scratch, B, T, U, reverse, from, to);
}

/**
 * dz[B, T, 4U], of r, z and the x- and h-parts of n, and dh0 [B, U] from dy[B, T, U], dhn and what `gru` left. Items: blocks of five
 * rows.
 * @cost 33 * T * U * U
 */
export function gru_backward(
  dz: Out,
  dh0: Out,
  dy: In,
  dhn: In,
  z: In,
  saved: In,
  w: In,
  mask: In,
  scratch: Scratch,
  B: i32,
  T: i32,
  U: i32,
  reverse: i32,
  from: i32,
  to: i32,
): void {
  sequence_backward<GRU>(dz, dh0, 0, dy, dhn, 0, z, saved, w, mask, scratch, B, T, U, reverse, from, to);
}
