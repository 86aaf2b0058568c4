import { relu } from "../../ops/relu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Rectified linear unit as a layer: `y = max(x, 0)`; see `relu`.
 *
 * Shapes: `x` → `y` alike.
 */
export class ReLU extends Module {
  override forward(x: Tensor): Tensor {
    return relu(x);
  }
}
