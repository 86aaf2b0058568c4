import type { Tensor } from "../../tensor/tensor.ts";
import { deviation, MOST } from "./support/deviation.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Mean over all elements of `(output − target)²`. Nothing is broadcast.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32.
 */
export function meanSquaredError(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  return deviation("meanSquaredError", output, target, { bound: MOST, curve: 1, slope: 1 }, options);
}
