import { logSigmoid } from "../../ops/log-sigmoid.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Logarithm of the logistic function as a layer: `y = ln(1 / (1 + e⁻ˣ))`; see `logSigmoid`.
 *
 * Shapes: `x` → `y` alike.
 */
export class LogSigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return logSigmoid(x);
  }
}
