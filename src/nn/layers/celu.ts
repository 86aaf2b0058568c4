import { checkValue } from "../../base/check.ts";
import { celu } from "../../ops/celu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Exponential linear unit without a kink as a layer: `y = x` where `x > 0`, else `alpha (e^(x / alpha) − 1)`, with
 * alpha 1 by default; see `celu`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless alpha is finite and above 0.
 */
export class CELU extends Module {
  readonly alpha: number;

  constructor(alpha = 1) {
    super();
    checkValue("CELU", "alpha", alpha, alpha > 0 && alpha < Infinity, "a finite number above 0");
    this.alpha = alpha;
  }

  override forward(x: Tensor): Tensor {
    return celu(x, this.alpha);
  }
}
