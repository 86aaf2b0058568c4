import { gru } from "../../ops/gru.ts";
import type { RecurrentWeights } from "../../ops/support/recurrent.ts";
import type { RecurrentOptions } from "../../ops/support/recurrent-units.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Passage, RecurrentLayer, type RecurrentLayerOptions } from "./support/recurrent-layer.ts";

/** Options of `GRU`. */
export interface GRULayerOptions extends RecurrentLayerOptions {
  /** Whether the reset gate stands behind the product, as in PyTorch; default true. See `gru`. */
  readonly resetAfter?: boolean;
}

/**
 * Gated recurrent units over sequences; see `gru`. `forward(x, lengths?)` gives the output, `run(x, { state, lengths, mask, gates })`
 * the state h behind it and the gates r, z, n, too. All weights start uniform in ±1/√U.
 *
 * Parameters, of layer k, with `_reverse` behind the names of the second direction: `weight_ih_lk [3U, D]`, `weight_hh_lk [3U, U]`,
 * `bias_ih_lk`, `bias_hh_lk [3U]`. Shapes: `x [B, T, D]`, `lengths [B]` → `y [B, T, U]`, twice as wide for both directions.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, `ShapeError` if x or a state does not fit.
 */
export class GRU extends RecurrentLayer<"h"> {
  readonly resetAfter: boolean;

  constructor(D: number, U: number, { resetAfter = true, ...options }: GRULayerOptions = {}) {
    super("GRU", D, U, 3, ["h"], options);
    this.resetAfter = resetAfter;
  }

  protected override pass(
    x: Tensor,
    weights: RecurrentWeights,
    [h0 = null]: readonly (Tensor | null)[],
    options: RecurrentOptions,
  ): Passage {
    const { output, h, gates } = gru(x, weights, { ...options, h0, resetAfter: this.resetAfter });
    return { output, last: [h], gates };
  }
}
