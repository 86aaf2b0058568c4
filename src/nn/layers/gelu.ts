import { checkValue } from "../../base/check.ts";
import { gelu } from "../../ops/gelu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Gaussian error linear unit as a layer: `y = x Φ(x)`, or with "tanh" instead of "none", the default, its
 * approximation; see `gelu`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` for another name.
 */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";

  constructor(approximate: "none" | "tanh" = "none") {
    super();
    checkValue("GELU", "approximate", approximate, ["none", "tanh"].includes(approximate), '"none" or "tanh"');
    this.approximate = approximate;
  }

  override forward(x: Tensor): Tensor {
    return gelu(x, this.approximate);
  }
}
