import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { lstm } from "../../ops/lstm.ts";
import type { RecurrentWeights } from "../../ops/support/recurrent.ts";
import type { RecurrentOptions } from "../../ops/support/recurrent-units.ts";
import { tensor } from "../../tensor/creation.ts";
import { assign } from "../../tensor/persistent.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Passage, RecurrentLayer, type RecurrentLayerOptions } from "./support/recurrent-layer.ts";

/** Options of `LSTM`. */
export interface LSTMLayerOptions extends RecurrentLayerOptions {
  /**
   * Added to the first biases of the forget gates: 1 and more keep cells, and gradients through many steps, from fading at the
   * beginning. Needs biases. Default 0, as in PyTorch.
   */
  readonly forgetBias?: number;
}

/**
 * Long short-term memory over sequences; see `lstm`. `forward(x, lengths?)` gives the output, `run(x, { state, lengths, mask, gates })`
 * the states h and c behind it and the gates i, f, g, o, too. All weights start uniform in ±1/√U.
 *
 * Parameters, of layer k, with `_reverse` behind the names of the second direction: `weight_ih_lk [4U, D]`, `weight_hh_lk [4U, U]`,
 * `bias_ih_lk`, `bias_hh_lk [4U]`. Shapes: `x [B, T, D]`, `lengths [B]` → `y [B, T, U]`, twice as wide for both directions.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, `ShapeError` if x or a state does not fit.
 */
export class LSTM extends RecurrentLayer<"h" | "c"> {
  constructor(D: number, U: number, { forgetBias = 0, ...options }: LSTMLayerOptions = {}) {
    const isUsable = Number.isFinite(forgetBias) && (forgetBias === 0 || options.bias !== false);
    checkValue("LSTM", "forgetBias", forgetBias, isUsable, "a finite number, and 0 without biases");
    super("LSTM", D, U, 4, ["h", "c"], options);
    if (forgetBias === 0) return;
    scope(() => {
      const more = tensor(Float32Array.from({ length: 4 * U }, (_, i) => (i >= U && i < 2 * U ? forgetBias : 0)));
      for (const [name, bias] of this.namedParameters()) if (name.startsWith("bias_ih")) assign(bias, add(bias, more));
    });
  }

  protected override pass(
    x: Tensor,
    weights: RecurrentWeights,
    [h0 = null, c0 = null]: readonly (Tensor | null)[],
    options: RecurrentOptions,
  ): Passage {
    const { output, h, c, gates } = lstm(x, weights, { ...options, h0, c0 });
    return { output, last: [h, c], gates };
  }
}
