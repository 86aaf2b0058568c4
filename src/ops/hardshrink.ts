import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { replaced } from "./support/hard.ts";

/**
 * `y = 0` where `|x| ≤ lambda`, else `x`, elementwise; `lambda` is 0.5 by default. NaN stays NaN. int32 becomes
 * float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `|x| > lambda` and at NaN, else 0. Throws `ValueError` unless lambda is at
 * least 0.
 */
export function hardshrink(x: Tensor, lambda = 0.5): Tensor {
  checkValue("hardshrink", "lambda", lambda, lambda >= 0, "a number from 0 on");
  return replaced("hardshrink", x, -lambda, lambda, 0);
}
