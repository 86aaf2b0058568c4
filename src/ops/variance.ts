import { record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { varianceBackward, varianceOf } from "./support/variance.ts";

/**
 * Variance over `axes`, all by default: `y = Σ (x − mean x)² / (n − correction)`, where `correction` is 1 by default (the
 * unbiased estimate) and 0 for the variance of the numbers themselves. `keepDims` leaves size 1 in the place of the axes.
 * Taken in two passes; always float32; NaN if n is 0, or n and `correction` are 1.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy · 2 (x − mean x) / (n − correction)`.
 * Throws `ShapeError` for an axis x lacks, `ValueError` unless `correction` is finite.
 */
export function variance(x: Tensor, axes?: number | readonly number[], keepDims = false, correction = 1): Tensor {
  const y = varianceOf("variance", x, axes, keepDims, correction);
  return record("variance", y, [x], (dy) => [varianceBackward("variance", dy, x, axes, correction)]);
}
