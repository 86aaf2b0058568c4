import { gru } from "../../ops/gru.ts";
import { unsqueeze } from "../../ops/unsqueeze.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { RecurrentCell, type RecurrentCellOptions } from "./support/recurrent-cell.ts";

/** Options of `GRUCell`. */
export interface GRUCellOptions extends RecurrentCellOptions {
  /** Whether the reset gate stands behind the product, as in PyTorch; default true. See `gru`. */
  readonly resetAfter?: boolean;
}

/**
 * One step of `GRU`: `step(x, h)` and `forward(x, h?)` give the next h. All weights start uniform in ±1/√U.
 *
 * Parameters: `weight_ih [3U, D]`, `weight_hh [3U, U]`, `bias_ih`, `bias_hh [3U]`. Shapes: `x [B, D]`, `h [B, U]` → `[B, U]`.
 * Throws `ValueError` unless sizes are whole numbers from 1 on, `ShapeError` if x or h does not fit.
 */
export class GRUCell extends RecurrentCell<Tensor> {
  readonly resetAfter: boolean;

  constructor(D: number, U: number, { resetAfter = true, ...options }: GRUCellOptions = {}) {
    super("GRUCell", D, U, 3, options);
    this.resetAfter = resetAfter;
  }

  override step(x: Tensor, h: Tensor | null = null): Tensor {
    this.check(x);
    return gru(unsqueeze(x, 1), this.weights, { h0: h, resetAfter: this.resetAfter }).h;
  }

  override forward(x: Tensor, h?: Tensor): Tensor {
    return this.step(x, h ?? null);
  }
}
