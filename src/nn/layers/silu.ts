import { silu } from "../../ops/silu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Sigmoid linear unit as a layer: `y = x σ(x)`; see `silu`.
 *
 * Shapes: `x` → `y` alike.
 */
export class SiLU extends Module {
  override forward(x: Tensor): Tensor {
    return silu(x);
  }
}
