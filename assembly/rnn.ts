// Plain recurrent networks over whole sequences, h' = f(z + h·Wᵀ + bias) for f = tanh or ReLU; recurrent.ts says what the arguments
// share.
//
// Source: Elman, "Finding structure in time", Cognitive Science 14(2), 1990.

import { at, In, InOut, Out, Scratch } from "./abi";
import { MR } from "./gemm-tile";
import { c } from "./math";
import { tanh_gate } from "./math-activation";
import { put_column, sequence, sequence_backward, sum } from "./recurrent";

class Tanh {

  @inline lanes(x: v128): v128 {
    return tanh_gate(x);
  }


  @inline slope(h: v128): v128 {
    return f32x4.sub(c(12), f32x4.mul(h, h));
  }
}
class Relu {

  @inline lanes(x: v128): v128 {
    return f32x4.pmax(x, f32x4.splat(0));
  }


  @inline slope(h: v128): v128 {
    return v128.and(c(12), f32x4.gt(h, f32x4.splat(0)));
  }
}

class RNN<F> {

  @inline gates(): i32 {
    return 1;
  }


  @inline changes(): i32 {
    return 1;
  }

  /** h. */
  @inline saves(): i32 {
    return 1;
  }


  @inline forward(
    y: usize,
    h: usize,
    _cell: usize,
    panel: usize,
    z: usize,
    product: usize,
    bias: usize,
    saved: usize,
    U: i32,
  ): void {
    const f = changetype<F>(0);
    for (let o: usize = 0; o < at(U); o += 16, panel += MR << 4) {
      const out = f.lanes(sum(z + o, product + o, bias + o));
      v128.store(saved + o, v128.load(h + o));
      v128.store(z + o, out);
      v128.store(h + o, out);
      v128.store(y + o, out);
      put_column(panel, out);
    }
  }


  @inline backward(dz: usize, panel: usize, dh: usize, _dc: usize, dy: usize, z: usize, _saved: usize, U: i32): void {
    const f = changetype<F>(0);
    for (let o: usize = 0; o < at(U); o += 16, panel += MR << 4) {
      const dout = f32x4.add(v128.load(dh + o), v128.load(dy + o));
      const change = f32x4.mul(dout, f.slope(v128.load(z + o)));
      v128.store(dz + o, change);
      put_column(panel, change);
      v128.store(dh + o, f32x4.splat(0));
    }
  }
}

/**
 * z[B, T, U] from x·Wᵀ to the states, with ReLU for `relu` not 0, else tanh; y[B, T, U] and hn [B, U]; saved[B, T, U], h of each
 * step. Items: blocks of five rows.
 * @cost 11 * T * U * U
 */
export function rnn(
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
  relu: i32,
  from: i32,
  to: i32,
): void {
  if (relu) sequence<RNN<Relu>>(y, hn, 0, z, saved, w, bias, h0, 0, mask, scratch, B, T, U, reverse, from, to);
  else sequence<RNN<Tanh>>(y, hn, 0, z, saved, w, bias, h0, 0, mask, scratch, B, T, U, reverse, from, to);
}

/**
 * dz[B, T, U] and dh0 [B, U] from dy[B, T, U], dhn and what `rnn` left. Items: blocks of five rows.
 * @cost 11 * T * U * U
 */
export function rnn_backward(
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
  relu: i32,
  from: i32,
  to: i32,
): void {
  if (relu) {
    sequence_backward<RNN<Relu>>(dz, dh0, 0, dy, dhn, 0, z, saved, w, mask, scratch, B, T, U, reverse, from, to);
  } else sequence_backward<RNN<Tanh>>(dz, dh0, 0, dy, dhn, 0, z, saved, w, mask, scratch, B, T, U, reverse, from, to);
}
