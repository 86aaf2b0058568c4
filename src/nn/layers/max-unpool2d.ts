import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { maxUnpool2d } from "../../ops/max-unpool2d.ts";
import { type Pair, pairOf } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/** Options of the layer `MaxUnpool2d`: those of the pooling that it undoes. */
export interface MaxUnpool2dOptions {
  /** Default the size of the window. */
  readonly stride?: Pair;
  /** Default 0. */
  readonly padding?: Pair;
  /** Height and width of the result; default what window, stride and padding leave. */
  readonly outputSize?: Pair;
}

/**
 * Zeros, and numbers of `maxPool2dWithIndices` where they stood; see `maxUnpool2d`. H = (P − 1) · stride − 2 · padding + kernel unless
 * `outputSize` says so.
 *
 * Shapes: `x` and `indices [B, C, P, Q]` → `y [B, C, H, W]`. Throws as `maxUnpool2d` does, and `ShapeError` without indices.
 */
export class MaxUnpool2d extends Module {
  readonly kernelSize: Pair;
  readonly options: MaxUnpool2dOptions;

  constructor(kernelSize: Pair, options: MaxUnpool2dOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor, indices?: Tensor): Tensor {
    if (indices === undefined) throw new ShapeError("MaxUnpool2d: indices are missing, expected [B, C, P, Q] like x");
    const { stride = this.kernelSize, padding = 0, outputSize } = this.options;
    if (outputSize !== undefined) return maxUnpool2d(x, indices, outputSize);
    const kernel = pairOf("MaxUnpool2d", "kernelSize", this.kernelSize, 1);
    const steps = pairOf("MaxUnpool2d", "stride", stride, 1);
    const pads = pairOf("MaxUnpool2d", "padding", padding, 0);
    const along = (axis: 0 | 1) => {
      const n = (x.shape[axis + 2]! - 1) * steps[axis] - 2 * pads[axis] + kernel[axis];
      checkValue("MaxUnpool2d", "padding", pads[axis], n > 0, "one that leaves something of the result");
      return n;
    };
    return maxUnpool2d(x, indices, [along(0), along(1)]);
  }
}
