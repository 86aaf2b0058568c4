import { adaptiveMaxPool2d } from "../../ops/adaptive-max-pool2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Largest numbers of as many bins as are wanted, whatever the size of the image; see `adaptiveMaxPool2d`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Throws as `adaptiveMaxPool2d` does.
 */
export class AdaptiveMaxPool2d extends Module {
  readonly size: Pair;

  constructor(size: Pair) {
    super();
    this.size = size;
  }

  override forward(x: Tensor): Tensor {
    return adaptiveMaxPool2d(x, this.size);
  }
}
