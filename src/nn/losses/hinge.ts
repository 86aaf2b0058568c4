import type { Tensor } from "../../tensor/tensor.ts";
import { hinged } from "./support/hinge.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Mean over all elements of `max(1 − output · target, 0)`, for targets of −1 and 1; other targets are taken as they are, 0 too
 * (Keras makes −1 of it). The loss of support vector machines.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both, 0 where the loss is.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32.
 */
export function hinge(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  return hinged("hinge", output, target, 2, 1, options);
}
