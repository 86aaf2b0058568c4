import { pixelShuffle } from "../../ops/pixel-shuffle.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Channels become pixels; see `pixelShuffle`.
 *
 * Shapes: `x [B, C·r², H, W]` → `y [B, C, H·r, W·r]`. Throws as `pixelShuffle` does, at the first `forward`.
 */
export class PixelShuffle extends Module {
  readonly r: number;

  constructor(r: number) {
    super();
    this.r = r;
  }

  override forward(x: Tensor): Tensor {
    return pixelShuffle(x, this.r);
  }
}
