import { tanhshrink } from "../../ops/tanhshrink.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Tanhshrink as a layer: `y = x − tanh x`; see `tanhshrink`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Tanhshrink extends Module {
  override forward(x: Tensor): Tensor {
    return tanhshrink(x);
  }
}
