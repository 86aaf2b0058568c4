import { sigmoid } from "../../ops/sigmoid.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Logistic function as a layer: `y = 1 / (1 + e⁻ˣ)`; see `sigmoid`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Sigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return sigmoid(x);
  }
}
