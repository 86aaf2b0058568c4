import { detach } from "../../ops/detach.ts";
import { reshape } from "../../ops/reshape.ts";
import { rnn } from "../../ops/rnn.ts";
import type { RecurrentWeights } from "../../ops/support/recurrent.ts";
import type { RecurrentOptions } from "../../ops/support/recurrent-units.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkValue } from "../../base/check.ts";
import { type Passage, RecurrentLayer, type RecurrentLayerOptions } from "./support/recurrent-layer.ts";

/** Options of `RNN`. */
export interface RNNLayerOptions extends RecurrentLayerOptions {
  /** "tanh" or "relu"; default "tanh". */
  readonly nonlinearity?: "tanh" | "relu";
}

/**
 * Plain recurrent network over sequences; see `rnn`. `forward(x, lengths?)` gives the output, `run(x, { state, lengths, mask, gates })`
 * the state h behind it, too, and as its one gate the states of all steps. All weights start uniform in ±1/√U.
 *
 * Parameters, of layer k, with `_reverse` behind the names of the second direction: `weight_ih_lk [U, D]`, `weight_hh_lk [U, U]`,
 * `bias_ih_lk`, `bias_hh_lk [U]`. Shapes: `x [B, T, D]`, `lengths [B]` → `y [B, T, U]`, twice as wide for both directions.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, `ShapeError` if x or a state does not fit.
 */
export class RNN extends RecurrentLayer<"h"> {
  readonly nonlinearity: "tanh" | "relu";

  constructor(D: number, U: number, { nonlinearity = "tanh", ...options }: RNNLayerOptions = {}) {
    checkValue("RNN", "nonlinearity", nonlinearity, ["tanh", "relu"].includes(nonlinearity), `"tanh" or "relu"`);
    super("RNN", D, U, 1, ["h"], options);
    this.nonlinearity = nonlinearity;
  }

  protected override pass(
    x: Tensor,
    weights: RecurrentWeights,
    [h0 = null]: readonly (Tensor | null)[],
    { mask = null, reverse = false, gates = false }: RecurrentOptions,
  ): Passage {
    const { output, h } = rnn(x, weights, { mask, reverse, h0, nonlinearity: this.nonlinearity });
    // Its only gate, if it is to be called one, is the state.
    const [B, T, U] = output.shape as [number, number, number];
    return { output, last: [h], gates: gates ? reshape(detach(output), [B, T, 1, U]) : null };
  }
}
