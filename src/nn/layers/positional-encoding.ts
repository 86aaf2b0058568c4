import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { checkShape } from "../../tensor/check.ts";
import { tensor } from "../../tensor/creation.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { sinusoids } from "../sinusoidal-positions.ts";
import { Dropout } from "./dropout.ts";

/**
 * Adds to each step where it stands, `y = dropout(x + positions)`, since attention itself does not tell; see `sinusoidalPositions`.
 * Sequences may have any length. `dropout` is a probability, 0.1 by default.
 *
 * Shapes: `x [B, T, D]` → `y` alike. Throws `ValueError` unless D is a whole number from 1 on and dropout from 0 to 1.
 */
export class PositionalEncoding extends Module {
  readonly dropout: Dropout;
  readonly #D: number;
  /** The positions of the longest sequence so far. */
  #positions = new Float32Array(0);

  constructor(D: number, dropout = 0.1) {
    super();
    checkValue("PositionalEncoding", "D", D, Number.isSafeInteger(D) && D > 0, "a whole number from 1 on");
    checkValue("PositionalEncoding", "dropout", dropout, dropout >= 0 && dropout <= 1, "a number from 0 to 1");
    this.dropout = new Dropout(dropout);
    this.#D = D;
  }

  override forward(x: Tensor): Tensor {
    const { T, D } = checkShape("PositionalEncoding", "x", x, "B T D", { D: this.#D });
    if (this.#positions.length < T * D) this.#positions = sinusoids(T, D);
    return this.dropout.forward(add(x, tensor(this.#positions.subarray(0, T * D), [T, D])));
  }
}
