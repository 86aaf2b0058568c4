// Long short-term memory over whole sequences; recurrent.ts says what the arguments share.
//
//   i, f, o = σ(·)   g = tanh(·)   of   z + h·Wᵀ + bias, in the order i f g o
//   c' = f c + i g   h' = o tanh c'
//
// Source: Hochreiter & Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997.

import { at, In, InOut, Out, Scratch } from "./abi";
import { MR } from "./gemm-tile";
import { c, sigmoid4 } from "./math";
import { tanh_gate } from "./math-activation";
import { put_column, sequence, sequence_backward, slope, sum } from "./recurrent";
import { madd } from "./simd";

class LSTM {

  @inline gates(): i32 {
    return 4;
  }


  @inline changes(): i32 {
    return 4;
  }

  /** h, c and tanh c'. */
  @inline saves(): i32 {
    return 3;
  }


  @inline forward(
    y: usize,
    h: usize,
    cell: usize,
    panel: usize,
    z: usize,
    product: usize,
    bias: usize,
    saved: usize,
    U: i32,
  ): void {
    const next = at(U);
    for (const end = z + next; z < end; z += 16, product += 16, bias += 16) {
      const i = sigmoid4(sum(z, product, bias));
      v128.store(z, i);
      const f = sigmoid4(sum(z + next, product + next, bias + next));
      v128.store(z + next, f);
      const g = tanh_gate(sum(z + next * 2, product + next * 2, bias + next * 2));
      v128.store(z + next * 2, g);
      const o = sigmoid4(sum(z + next * 3, product + next * 3, bias + next * 3));
      v128.store(z + next * 3, o);
      const before = v128.load(cell);
      const after = madd(f, before, f32x4.mul(i, g));
      const t = tanh_gate(after);
      const out = f32x4.mul(o, t);
      v128.store(saved, v128.load(h));
      v128.store(saved + next, before);
      v128.store(saved + next * 2, t);
      v128.store(cell, after);
      v128.store(h, out);
      v128.store(y, out);
      put_column(panel, out);
      panel += MR << 4;
      h += 16;
      cell += 16;
      saved += 16;
      y += 16;
    }
  }


  @inline backward(dz: usize, panel: usize, dh: usize, dc: usize, dy: usize, z: usize, saved: usize, U: i32): void {
    const next = at(U);
    const column = at(U, MR);
    for (const end = z + next; z < end; z += 16, dz += 16, panel += MR << 4) {
      const i = v128.load(z);
      const f = v128.load(z + next);
      const g = v128.load(z + next * 2);
      const o = v128.load(z + next * 3);
      const t = v128.load(saved + next * 2);
      const dout = f32x4.add(v128.load(dh), v128.load(dy));
      const through = f32x4.mul(dout, o);
      const dcell = f32x4.add(v128.load(dc), f32x4.sub(through, f32x4.mul(through, f32x4.mul(t, t))));
      const di = f32x4.mul(f32x4.mul(dcell, g), slope(i));
      const df = f32x4.mul(f32x4.mul(dcell, v128.load(saved + next)), slope(f));
      const dg = f32x4.mul(f32x4.mul(dcell, i), f32x4.sub(c(12), f32x4.mul(g, g)));
      const d_o = f32x4.mul(f32x4.mul(dout, t), slope(o));
      v128.store(dz, di);
      v128.store(dz + next, df);
      v128.store(dz + next * 2, dg);
      v128.store(dz + next * 3, d_o);
      put_column(panel, di);
      put_column(panel + column, df);
      put_column(panel + column * 2, dg);
      put_column(panel + column * 3, d_o);
      v128.store(dc, f32x4.mul(dcell, f));
      v128.store(dh, f32x4.splat(0));
      dy += 16;
      dh += 16;
      dc += 16;
      saved += 16;
    }
  }
}

/**
 * z[B, T, 4U] from x·Wᵀ to the gates; y[B, T, U], hn and cn [B, U]; saved[B, T, 3U], h, c and tanh c' of each step. Items: blocks of
 * five rows.
 * @cost 44 * T * U * U
 */
export function lstm(
  y: Out,
  hn: Out,
  cn: Out,
  z: InOut,
  saved: Out,
  w: In,
  bias: In,
  h0: In,
  c0: In,
  mask: In,
  scratch: Scratch,
  B: i32,
  T: i32,
  U: i32,
  reverse: i32,
  from: i32,
  to: i32,
): void {
  sequence<LSTM>(y, hn, cn, z, saved, w, bias, h0, c0, mask, scratch, B, T, U, reverse, from, to);
}

/**
 * dz[B, T, 4U], dh0 and dc0 [B, U] from dy[B, T, U], dhn, dcn and what `lstm` left. Items: blocks of five rows.
 * @cost 44 * T * U * U
 */
export function lstm_backward(
  dz: Out,
  dh0: Out,
  dc0: Out,
  dy: In,
  dhn: In,
  dcn: In,
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
  sequence_backward<LSTM>(dz, dh0, dc0, dy, dhn, dcn, z, saved, w, mask, scratch, B, T, U, reverse, from, to);
}
