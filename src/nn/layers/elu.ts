import { checkValue } from "../../base/check.ts";
import { elu } from "../../ops/elu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Exponential linear unit as a layer: `y = x` where `x > 0`, else `alpha (eˣ − 1)`, with alpha 1 by default; see `elu`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless alpha is finite.
 */
export class ELU extends Module {
  readonly alpha: number;

  constructor(alpha = 1) {
    super();
    checkValue("ELU", "alpha", alpha, Number.isFinite(alpha), "a finite number");
    this.alpha = alpha;
  }

  override forward(x: Tensor): Tensor {
    return elu(x, this.alpha);
  }
}
