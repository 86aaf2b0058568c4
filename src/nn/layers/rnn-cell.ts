import { checkValue } from "../../base/check.ts";
import { rnn } from "../../ops/rnn.ts";
import { unsqueeze } from "../../ops/unsqueeze.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { RecurrentCell, type RecurrentCellOptions } from "./support/recurrent-cell.ts";

/** Options of `RNNCell`. */
export interface RNNCellOptions extends RecurrentCellOptions {
  /** "tanh" or "relu"; default "tanh". */
  readonly nonlinearity?: "tanh" | "relu";
}

/**
 * One step of `RNN`: `step(x, h)` and `forward(x, h?)` give the next h. All weights start uniform in ±1/√U.
 *
 * Parameters: `weight_ih [U, D]`, `weight_hh [U, U]`, `bias_ih`, `bias_hh [U]`. Shapes: `x [B, D]`, `h [B, U]` → `[B, U]`.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, `ShapeError` if x or h does not fit.
 */
export class RNNCell extends RecurrentCell<Tensor> {
  readonly nonlinearity: "tanh" | "relu";

  constructor(D: number, U: number, { nonlinearity = "tanh", ...options }: RNNCellOptions = {}) {
    checkValue("RNNCell", "nonlinearity", nonlinearity, ["tanh", "relu"].includes(nonlinearity), `"tanh" or "relu"`);
    super("RNNCell", D, U, 1, options);
    this.nonlinearity = nonlinearity;
  }

  override step(x: Tensor, h: Tensor | null = null): Tensor {
    this.check(x);
    return rnn(unsqueeze(x, 1), this.weights, { h0: h, nonlinearity: this.nonlinearity }).h;
  }

  override forward(x: Tensor, h?: Tensor): Tensor {
    return this.step(x, h ?? null);
  }
}
