import { pad2d, type Widths } from "./support/widths.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * One number around images: as many on all sides, `[h, w]`, or `[[top, bottom], [left, right]]`; see `pad`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, top + H + bottom, left + W + right]`. Throws as `pad` does, and `ShapeError` for other ranks.
 */
export class ConstantPad2d extends Module {
  readonly padding: Widths;
  readonly value: number;

  constructor(padding: Widths, value: number) {
    super();
    this.padding = padding;
    this.value = value;
  }

  override forward(x: Tensor): Tensor {
    return pad2d("ConstantPad2d", x, this.padding, { value: this.value });
  }
}
