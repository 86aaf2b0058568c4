import { checkValue } from "../../base/check.ts";
import { logSoftmax } from "../../ops/log-softmax.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Logarithm of softmax as a layer: `y = x − ln Σ eˣ` along `axis`, by default the last; see `logSoftmax`.
 *
 * Shapes: `x` → `y` alike. Throws `ShapeError` if x lacks the axis.
 */
export class LogSoftmax extends Module {
  readonly axis: number;

  constructor(axis = -1) {
    super();
    checkValue("LogSoftmax", "axis", axis, Number.isInteger(axis), "a whole number");
    this.axis = axis;
  }

  override forward(x: Tensor): Tensor {
    return logSoftmax(x, this.axis);
  }
}
