import { hardswish } from "../../ops/hardswish.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * SiLU of straight lines as a layer: `y = x · min(max(x + 3, 0), 6) / 6`; see `hardswish`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Hardswish extends Module {
  override forward(x: Tensor): Tensor {
    return hardswish(x);
  }
}
