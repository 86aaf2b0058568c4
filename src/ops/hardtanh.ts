import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { clipped } from "./support/hard.ts";

/**
 * `y = x`, but at least `min` and at most `max`, elementwise; −1 and 1 by default. NaN stays NaN. int32 becomes
 * float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `min < x < max` and at NaN, else 0. Throws `ValueError` unless min is below
 * max.
 */
export function hardtanh(x: Tensor, min = -1, max = 1): Tensor {
  checkValue("hardtanh", "max", max, max > min, `a number above min=${min}`);
  return clipped("hardtanh", x, min, max);
}
