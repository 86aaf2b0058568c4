import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import type { RecurrentWeights } from "./support/recurrent.ts";
import type { Cell } from "./support/recurrent-cell.ts";
import { type RecurrentOptions, throughSequence } from "./support/recurrent-units.ts";

/** Options of `lstm`. */
export interface LSTMOptions extends RecurrentOptions {
  /** The cell before the first step, `[B, U]`; default zeros. */
  readonly c0?: Tensor | null;
}

/** What `lstm` gives. */
export interface LSTMResult {
  /** h of all steps, `[B, T, U]`. */
  readonly output: Tensor;
  /** h and c behind the last step, `[B, U]`. */
  readonly h: Tensor;
  readonly c: Tensor;
  /** i, f, g and o of all steps, `[B, T, 4, U]`, if they were asked for; no gradient goes through them. */
  readonly gates: Tensor | null;
}

const CELL: Cell = {
  op: "lstm",
  ...{ gates: 4, states: 2, saves: 3, changes: 4 },
  shares: { x: [[0, 4, 0]], h: [[0, 4, 0]] },
  forward: ({ z, saved, w, mask, B, T, U, reverse, items }, y, [hn, cn], bias, [h0, c0]) => {
    launch.lstm(y, hn!, cn!, z, saved, w, bias, h0!, c0!, mask, B, T, U, reverse, items);
  },
  backward: ({ z, saved, w, mask, B, T, U, reverse, items }, dz, [dh0, dc0], dy, [dhn, dcn]) => {
    launch.lstm_backward(dz, dh0!, dc0!, dy, dhn!, dcn!, z, saved, w, mask, B, T, U, reverse, items);
  },
};

/**
 * Long short-term memory over whole sequences: with i, f, g, o the quarters of `x·Wxᵀ + bx + h·Whᵀ + bh` behind σ, σ, tanh and σ,
 * each step makes `c' = f · c + i · g` and `h' = o · tanh c'`.
 *
 * Shapes: `x [B, T, D]`, `wx [4U, D]`, `wh [4U, U]`, `bx`, `bh [4U]`, `h0`, `c0 [B, U]` → `output [B, T, U]`, `h`, `c [B, U]`; U at
 * most 4096. Gradients: of all float32 inputs, back through all steps, from all three results.
 * Throws `ShapeError` if sizes do not fit, `DTypeError` unless all are float32 and the mask int32.
 * Source: Hochreiter & Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997.
 */
export function lstm(
  x: Tensor,
  weights: RecurrentWeights,
  { h0 = null, c0 = null, ...options }: LSTMOptions = {},
): LSTMResult {
  const { output, last, gates } = throughSequence(CELL, x, weights, { h0, c0 }, options);
  return { output, h: last[0]!, c: last[1]!, gates };
}
