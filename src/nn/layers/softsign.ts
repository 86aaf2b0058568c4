import { softsign } from "../../ops/softsign.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Softsign as a layer: `y = x / (1 + |x|)`; see `softsign`.
 *
 * Shapes: `x` → `y` alike.
 */
export class Softsign extends Module {
  override forward(x: Tensor): Tensor {
    return softsign(x);
  }
}
