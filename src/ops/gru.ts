import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { gruResetBefore } from "./support/gru-reset-before.ts";
import type { RecurrentWeights } from "./support/recurrent.ts";
import type { Cell } from "./support/recurrent-cell.ts";
import { type RecurrentOptions, throughSequence } from "./support/recurrent-units.ts";

/** Options of `gru`. */
export interface GRUOptions extends RecurrentOptions {
  /**
   * Whether the reset gate stands behind the product, `r · Hn`, as in PyTorch and cuDNN; else before it, `n = tanh(Xn + (r · h)·Whnᵀ +
   * bhn)`, as in the paper and in Keras without `reset_after`, which takes longer. Default true.
   */
  readonly resetAfter?: boolean;
}

/** What `gru` gives. */
export interface GRUResult {
  /** h of all steps, `[B, T, U]`. */
  readonly output: Tensor;
  /** h behind the last step, `[B, U]`. */
  readonly h: Tensor;
  /** r, z and n of all steps, `[B, T, 3, U]`, if they were asked for; no gradient goes through them. */
  readonly gates: Tensor | null;
}

const CELL: Cell = {
  op: "gru",
  ...{ gates: 3, states: 1, saves: 2, changes: 4 },
  // What changes is r, z, and n's part of x and of h.
  shares: {
    x: [[0, 3, 0]],
    h: [
      [0, 2, 0],
      [3, 4, 2],
    ],
  },
  forward: ({ z, saved, w, mask, B, T, U, reverse, items }, y, [hn], bias, [h0]) => {
    launch.gru(y, hn!, z, saved, w, bias, h0!, mask, B, T, U, reverse, items);
  },
  backward: ({ z, saved, w, mask, B, T, U, reverse, items }, dz, [dh0], dy, [dhn]) => {
    launch.gru_backward(dz, dh0!, dy, dhn!, z, saved, w, mask, B, T, U, reverse, items);
  },
};

/**
 * Gated recurrent units over whole sequences, PyTorch's form (Keras's `reset_after`): of `X = x·Wxᵀ + bx` and `H = h·Whᵀ + bh` in
 * thirds, `r = σ(Xr + Hr)`, `z = σ(Xz + Hz)`, `n = tanh(Xn + r · Hn)`, and each step makes `h' = (1 − z) · n + z · h`.
 *
 * Shapes: `x [B, T, D]`, `wx [3U, D]`, `wh [3U, U]`, `bx`, `bh [3U]`, `h0 [B, U]` → `output [B, T, U]`, `h [B, U]`; U at most 4096.
 * Gradients: of all float32 inputs, back through all steps, from both results.
 * Throws `ShapeError` if sizes do not fit, `DTypeError` unless all are float32 and the mask int32.
 * Source: Cho et al., "Learning phrase representations using RNN encoder–decoder", EMNLP 2014.
 */
export function gru(
  x: Tensor,
  weights: RecurrentWeights,
  { h0 = null, resetAfter = true, ...options }: GRUOptions = {},
): GRUResult {
  const go = resetAfter ? [] : [(_: Cell, ...given: Parameters<typeof gruResetBefore>) => gruResetBefore(...given)];
  const { output, last, gates } = throughSequence(CELL, x, weights, { h0 }, options, ...go);
  return { output, h: last[0]!, gates };
}
