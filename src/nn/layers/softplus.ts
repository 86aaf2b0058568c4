import { checkValue } from "../../base/check.ts";
import { softplus } from "../../ops/softplus.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Smooth rectified linear unit as a layer: `y = ln(1 + e^(beta x)) / beta`, and `y = x` where `beta x > threshold`,
 * with beta 1 and threshold 20 by default; see `softplus`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless beta is finite and not 0, and threshold a number.
 */
export class Softplus extends Module {
  readonly beta: number;
  readonly threshold: number;

  constructor(beta = 1, threshold = 20) {
    super();
    checkValue("Softplus", "beta", beta, Number.isFinite(beta) && beta !== 0, "a finite number other than 0");
    checkValue("Softplus", "threshold", threshold, !Number.isNaN(threshold), "a number");
    this.beta = beta;
    this.threshold = threshold;
  }

  override forward(x: Tensor): Tensor {
    return softplus(x, this.beta, this.threshold);
  }
}
