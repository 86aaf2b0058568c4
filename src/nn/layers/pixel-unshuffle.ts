import { pixelUnshuffle } from "../../ops/pixel-unshuffle.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Blocks of r × r pixels become channels; see `pixelUnshuffle`.
 *
 * Shapes: `x [B, C, H·r, W·r]` → `y [B, C·r², H, W]`. Throws as `pixelUnshuffle` does, at the first `forward`.
 */
export class PixelUnshuffle extends Module {
  readonly r: number;

  constructor(r: number) {
    super();
    this.r = r;
  }

  override forward(x: Tensor): Tensor {
    return pixelUnshuffle(x, this.r);
  }
}
