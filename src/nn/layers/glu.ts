import { checkValue } from "../../base/check.ts";
import { glu } from "../../ops/glu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Gated linear unit as a layer: `y = a σ(b)` for the halves a and b of `x` along `axis`, by default the last; see
 * `glu`.
 *
 * Shapes: `x [..., 2N, ...]` → `y [..., N, ...]`. Throws `ShapeError` if x lacks the axis, or if its size is odd.
 */
export class GLU extends Module {
  readonly axis: number;

  constructor(axis = -1) {
    super();
    checkValue("GLU", "axis", axis, Number.isInteger(axis), "a whole number");
    this.axis = axis;
  }

  override forward(x: Tensor): Tensor {
    return glu(x, this.axis);
  }
}
