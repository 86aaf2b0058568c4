import { pad2d, type Widths } from "./support/widths.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Images whose borders are repeated around them: as many on all sides, `[h, w]`, or `[[top, bottom], [left, right]]`; see `pad`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, top + H + bottom, left + W + right]`. Throws as `pad` does, and `ShapeError` for other ranks.
 */
export class ReplicationPad2d extends Module {
  readonly padding: Widths;

  constructor(padding: Widths) {
    super();
    this.padding = padding;
  }

  override forward(x: Tensor): Tensor {
    return pad2d("ReplicationPad2d", x, this.padding, { mode: "replicate" });
  }
}
