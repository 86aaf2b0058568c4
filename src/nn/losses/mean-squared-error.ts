import { ShapeError } from "../../base/errors.ts";
import { mul } from "../../ops/mul.ts";
import { sub } from "../../ops/sub.ts";
import { checkDType } from "../../tensor/check.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LossOptions, reduced } from "./support/reduction.ts";

/**
 * Mean over all elements of `(output − target)²`. Nothing is broadcast.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32.
 */
export function meanSquaredError(output: Tensor, target: Tensor, { reduction }: LossOptions = {}): Tensor {
  if (!sameShape(output.shape, target.shape)) {
    throw new ShapeError(
      `meanSquaredError: target is ${formatShape(target.shape)}, expected ${formatShape(output.shape)} like the output; reshape it`,
    );
  }
  checkDType("meanSquaredError", "output", output, "float32");
  const difference = sub(output, target);
  return reduced("meanSquaredError", mul(difference, difference), reduction);
}
