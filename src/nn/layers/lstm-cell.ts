import { lstm } from "../../ops/lstm.ts";
import { unsqueeze } from "../../ops/unsqueeze.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { RecurrentCell, type RecurrentCellOptions } from "./support/recurrent-cell.ts";

/** What goes from step to step, `[B, U]` each. */
export interface LSTMState {
  readonly h: Tensor;
  readonly c: Tensor;
}

/**
 * One step of `LSTM`: `step(x, { h, c })` gives the next h and c; `forward(x, h?, c?)` the next h. All weights start uniform in ±1/√U.
 *
 * Parameters: `weight_ih [4U, D]`, `weight_hh [4U, U]`, `bias_ih`, `bias_hh [4U]`. Shapes: `x [B, D]`, `h`, `c [B, U]` → alike.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, `ShapeError` if x or a state does not fit.
 */
export class LSTMCell extends RecurrentCell<LSTMState> {
  constructor(D: number, U: number, options: RecurrentCellOptions = {}) {
    super("LSTMCell", D, U, 4, options);
  }

  override step(x: Tensor, state: LSTMState | null = null): LSTMState {
    this.check(x);
    const { h, c } = lstm(unsqueeze(x, 1), this.weights, { h0: state?.h ?? null, c0: state?.c ?? null });
    return { h, c };
  }

  override forward(x: Tensor, h?: Tensor, c?: Tensor): Tensor {
    this.check(x);
    return lstm(unsqueeze(x, 1), this.weights, { h0: h ?? null, c0: c ?? null }).h;
  }
}
