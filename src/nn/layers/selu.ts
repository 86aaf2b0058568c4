import { selu } from "../../ops/selu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Self-normalizing exponential linear unit as a layer; see `selu`.
 *
 * Shapes: `x` → `y` alike.
 */
export class SELU extends Module {
  override forward(x: Tensor): Tensor {
    return selu(x);
  }
}
