import { tanh } from "../../ops/tanh.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Hyperbolic tangent as a layer: `y = tanh x`; see `tanh`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return tanh(x);
  }
}
