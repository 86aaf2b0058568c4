import { checkValue } from "../../base/check.ts";
import { softmax } from "../../ops/softmax.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Softmax as a layer: `y = eˣ / Σ eˣ` along `axis`, by default the last; see `softmax`.
 *
 * Shapes: `x` → `y` alike. Throws `ShapeError` if x lacks the axis.
 */
export class Softmax extends Module {
  readonly axis: number;

  constructor(axis = -1) {
    super();
    checkValue("Softmax", "axis", axis, Number.isInteger(axis), "a whole number");
    this.axis = axis;
  }

  override forward(x: Tensor): Tensor {
    return softmax(x, this.axis);
  }
}
