import { avgPool1d, type AvgPool1dOptions } from "../../ops/avg-pool1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import { viewsOf } from "./support/views.ts";

/**
 * The mean of each window of a sequence as a layer; see `avgPool1d`. The stride is that of the window by default.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, P]`. Throws as `avgPool1d` does, at the first `forward`.
 */
export class AvgPool1d extends Module {
  readonly kernelSize: number;
  readonly options: AvgPool1dOptions;

  constructor(kernelSize: number, options: AvgPool1dOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return avgPool1d(x, this.kernelSize, this.options);
  }

  override views(): readonly View[] {
    return viewsOf("AvgPool1d", this.kernelSize, { stride: this.kernelSize, ...this.options }).slice(1);
  }
}
