import { fold } from "../../ops/fold.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { UnfoldOptions } from "../../ops/unfold.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Images of `size` from columns, summed where windows overlap; see `fold`.
 *
 * Shapes: `x [B, C·R·S, P·Q]` → `y [B, C, H, W]`. Throws as `fold` does, at the first `forward`.
 */
export class Fold extends Module {
  readonly size: Pair;
  readonly kernelSize: Pair;
  readonly options: UnfoldOptions;

  constructor(size: Pair, kernelSize: Pair, options: UnfoldOptions = {}) {
    super();
    this.size = size;
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return fold(x, this.size, this.kernelSize, this.options);
  }
}
