import { avgPool2d, type AvgPool2dOptions } from "../../ops/avg-pool2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import { viewsOf } from "./support/views.ts";

/**
 * The mean of each window as a layer; see `avgPool2d`. The stride is that of the window by default.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Throws as `avgPool2d` does, at the first `forward`.
 */
export class AvgPool2d extends Module {
  readonly kernelSize: Pair;
  readonly options: AvgPool2dOptions;

  constructor(kernelSize: Pair, options: AvgPool2dOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return avgPool2d(x, this.kernelSize, this.options);
  }

  override views(): readonly View[] {
    return viewsOf("AvgPool2d", this.kernelSize, { stride: this.kernelSize, ...this.options });
  }
}
