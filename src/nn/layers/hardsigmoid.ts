import { hardsigmoid } from "../../ops/hardsigmoid.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Sigmoid of straight lines as a layer: `y = min(max(x + 3, 0), 6) / 6`; see `hardsigmoid`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Hardsigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return hardsigmoid(x);
  }
}
