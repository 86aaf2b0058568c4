import { relu6 } from "../../ops/relu6.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Rectified linear unit that ends at 6, as a layer: `y = min(max(x, 0), 6)`; see `relu6`.
 *
 * Shapes: `x` → `y` alike.
 */
export class ReLU6 extends Module {
  override forward(x: Tensor): Tensor {
    return relu6(x);
  }
}
