import { pad2d, type Widths } from "./support/widths.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Images that go on at the other end: as many on all sides, `[h, w]`, or `[[top, bottom], [left, right]]`; see `pad`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, top + H + bottom, left + W + right]`. Throws as `pad` does, and `ShapeError` for other ranks.
 */
export class CircularPad2d extends Module {
  readonly padding: Widths;

  constructor(padding: Widths) {
    super();
    this.padding = padding;
  }

  override forward(x: Tensor): Tensor {
    return pad2d("CircularPad2d", x, this.padding, { mode: "circular" });
  }
}
