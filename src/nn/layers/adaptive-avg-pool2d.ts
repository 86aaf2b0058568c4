import { adaptiveAvgPool2d } from "../../ops/adaptive-avg-pool2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Means of as many bins as are wanted, whatever the size of the image; see `adaptiveAvgPool2d`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Throws as `adaptiveAvgPool2d` does.
 */
export class AdaptiveAvgPool2d extends Module {
  readonly size: Pair;

  constructor(size: Pair) {
    super();
    this.size = size;
  }

  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool2d(x, this.size);
  }
}
