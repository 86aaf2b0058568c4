import { maxPool2d, type MaxPool2dOptions } from "../../ops/max-pool2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import { viewsOf } from "./support/views.ts";

/**
 * The largest number of each window as a layer; see `maxPool2d`. The stride is that of the window by default.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Throws as `maxPool2d` does, at the first `forward`.
 */
export class MaxPool2d extends Module {
  readonly kernelSize: Pair;
  readonly options: MaxPool2dOptions;

  constructor(kernelSize: Pair, options: MaxPool2dOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return maxPool2d(x, this.kernelSize, this.options);
  }

  override views(): readonly View[] {
    return viewsOf("MaxPool2d", this.kernelSize, { stride: this.kernelSize, ...this.options });
  }
}
