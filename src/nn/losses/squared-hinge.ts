import type { Tensor } from "../../tensor/tensor.ts";
import { hinged } from "./support/hinge.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Mean over all elements of `max(1 − output · target, 0)²`, for targets of −1 and 1; see `hinge`.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both, 0 where the loss is.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32.
 */
export function squaredHinge(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  return hinged("squaredHinge", output, target, 4, 1, options);
}
