import { checkValue } from "../../base/check.ts";
import { leakyRelu } from "../../ops/leaky-relu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Leaky rectified linear unit as a layer: `y = x` where `x ≥ 0`, else `slope · x`, with slope 0.01 by default; see `leakyRelu`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless slope is finite.
 */
export class LeakyReLU extends Module {
  readonly slope: number;

  constructor(slope = 0.01) {
    super();
    checkValue("LeakyReLU", "slope", slope, Number.isFinite(slope), "a finite number");
    this.slope = slope;
  }

  override forward(x: Tensor): Tensor {
    return leakyRelu(x, this.slope);
  }
}
