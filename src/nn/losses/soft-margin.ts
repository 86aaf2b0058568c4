import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Mean over all elements of `ln(1 + e^(−output · target))`, for targets of −1 and 1: the logistic loss.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32.
 */
export function softMargin(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  checkAlike("softMargin", output, target);
  const slope = { kernel: "bent", formula: 8 } as const;
  const forward = { kernel: "bent", formula: 7 } as const;
  return pointwise("softMargin", [output, target], forward, [slope, { ...slope, order: [1, 0] }], options);
}
