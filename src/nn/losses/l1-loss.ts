import type { Tensor } from "../../tensor/tensor.ts";
import { deviation, LEAST } from "./support/deviation.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Mean over all elements of `|output − target|`: the mean absolute error, of which `meanAbsoluteError` is the metric. Nothing is
 * broadcast.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both, `dy · sign(output − target)`, 0
 * where they are equal.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32.
 */
export function l1Loss(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  return deviation("l1Loss", output, target, { bound: LEAST, curve: 0.5 / LEAST, slope: 1 }, options);
}
