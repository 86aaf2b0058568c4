import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import type { RecurrentWeights } from "./support/recurrent.ts";
import type { Cell } from "./support/recurrent-cell.ts";
import { type RecurrentOptions, throughSequence } from "./support/recurrent-units.ts";

/** Options of `rnn`. */
export interface RNNOptions extends Omit<RecurrentOptions, "gates"> {
  /** "tanh" or "relu"; default "tanh". */
  readonly nonlinearity?: "tanh" | "relu";
}

/** What `rnn` gives. */
export interface RNNResult {
  /** h of all steps, `[B, T, U]`. */
  readonly output: Tensor;
  /** h behind the last step, `[B, U]`. */
  readonly h: Tensor;
}

const CELLS = { tanh: cellOf(0), relu: cellOf(1) };

function cellOf(relu: number): Cell {
  return {
    op: "rnn",
    ...{ gates: 1, states: 1, saves: 1, changes: 1 },
    shares: { x: [[0, 1, 0]], h: [[0, 1, 0]] },
    forward: ({ z, saved, w, mask, B, T, U, reverse, items }, y, [hn], bias, [h0]) => {
      launch.rnn(y, hn!, z, saved, w, bias, h0!, mask, B, T, U, reverse, relu, items);
    },
    backward: ({ z, saved, w, mask, B, T, U, reverse, items }, dz, [dh0], dy, [dhn]) => {
      launch.rnn_backward(dz, dh0!, dy, dhn!, z, saved, w, mask, B, T, U, reverse, relu, items);
    },
  };
}

/**
 * Plain recurrent network over whole sequences: each step makes `h' = tanh(x·Wxᵀ + bx + h·Whᵀ + bh)`, or with ReLU for tanh.
 *
 * Shapes: `x [B, T, D]`, `wx [U, D]`, `wh [U, U]`, `bx`, `bh [U]`, `h0 [B, U]` → `output [B, T, U]`, `h [B, U]`; U at most 4096.
 * Gradients: of all float32 inputs, back through all steps, from both results.
 * Throws `ShapeError` if sizes do not fit, `DTypeError` unless all are float32 and the mask int32, `ValueError` for another
 * nonlinearity. Source: Elman, "Finding structure in time", Cognitive Science 14(2), 1990.
 */
export function rnn(
  x: Tensor,
  weights: RecurrentWeights,
  { h0 = null, nonlinearity = "tanh", ...options }: RNNOptions = {},
): RNNResult {
  checkValue("rnn", "nonlinearity", nonlinearity, Object.hasOwn(CELLS, nonlinearity), `"tanh" or "relu"`);
  const { output, last } = throughSequence(CELLS[nonlinearity], x, weights, { h0 }, options);
  return { output, h: last[0]! };
}
