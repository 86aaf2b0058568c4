import { mish } from "../../ops/mish.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Mish as a layer: `y = x tanh(ln(1 + eˣ))`; see `mish`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Mish extends Module {
  override forward(x: Tensor): Tensor {
    return mish(x);
  }
}
