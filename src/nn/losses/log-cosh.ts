import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Mean over all elements of `ln cosh(output − target)`: near 0 half the squared error, far from it the absolute error less
 * ln 2, with all digits at both ends. Nothing is broadcast.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both, `dy · tanh(output − target)`.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32. Keras's `LogCosh`.
 */
export function logCosh(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  checkAlike("logCosh", output, target);
  const slope = { kernel: "bent", formula: 1 } as const;
  const forward = { kernel: "bent", formula: 0 } as const;
  return pointwise("logCosh", [output, target], forward, [slope, { ...slope, order: [1, 0] }], options);
}
