import { interpolate, type InterpolateOptions } from "../../ops/interpolate.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Images of another size; see `interpolate`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Throws as `interpolate` does, at the first `forward`.
 */
export class Upsample extends Module {
  readonly options: InterpolateOptions;

  constructor(options: InterpolateOptions) {
    super();
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return interpolate(x, this.options);
  }
}
