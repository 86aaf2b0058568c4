import { unfold, type UnfoldOptions } from "../../ops/unfold.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * The windows over images as columns; see `unfold`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C·R·S, P·Q]`. Throws as `unfold` does, at the first `forward`.
 */
export class Unfold extends Module {
  readonly kernelSize: Pair;
  readonly options: UnfoldOptions;

  constructor(kernelSize: Pair, options: UnfoldOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return unfold(x, this.kernelSize, this.options);
  }
}
