import { maxPool1d, type MaxPool1dOptions } from "../../ops/max-pool1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module, type View } from "../module.ts";
import { viewsOf } from "./support/views.ts";

/**
 * The largest number of each window of a sequence as a layer; see `maxPool1d`. The stride is that of the window by default.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, P]`. Throws as `maxPool1d` does, at the first `forward`.
 */
export class MaxPool1d extends Module {
  readonly kernelSize: number;
  readonly options: MaxPool1dOptions;

  constructor(kernelSize: number, options: MaxPool1dOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return maxPool1d(x, this.kernelSize, this.options);
  }

  override views(): readonly View[] {
    return viewsOf("MaxPool1d", this.kernelSize, { stride: this.kernelSize, ...this.options }).slice(1);
  }
}
