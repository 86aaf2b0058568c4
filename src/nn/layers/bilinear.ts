import { checkValue } from "../../base/check.ts";
import { bilinear } from "../../ops/bilinear.ts";
import { rand } from "../../tensor/random.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";

/** Options of `Bilinear`. */
export interface BilinearOptions {
  /** Whether to add a bias; default true. */
  readonly bias?: boolean;
}

/**
 * A form of two inputs for each unit, `y[u] = x₁ᵀ·W[u]·x₂ + b[u]`; see `bilinear`. Weight and bias start uniform in ±1/√D.
 *
 * Parameters: `weight [U, D, E]`, `bias [U]`. Shapes: `x1 [..., D]`, `x2 [..., E]` → `y [..., U]`.
 * Throws `ValueError` unless D, E and U are whole numbers from 1 on.
 */
export class Bilinear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;

  constructor(D: number, E: number, U: number, { bias = true }: BilinearOptions = {}) {
    super();
    for (const [name, n] of Object.entries({ D, E, U })) {
      checkValue("Bilinear", name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
    }
    const bound = 1 / Math.sqrt(D);
    this.weight = new Parameter(rand([U, D, E], { low: -bound, high: bound }));
    this.bias = bias ? new Parameter(rand([U], { low: -bound, high: bound })) : null;
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return bilinear(x1, x2, this.weight, this.bias);
  }
}
