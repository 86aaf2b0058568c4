import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { replaced } from "./support/hard.ts";

/**
 * `y = x` where `x > limit`, else `value`, elementwise; NaN stays NaN. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `x > limit` and at NaN, else 0.
 * Throws `ValueError` unless limit and value are numbers, and not NaN.
 */
export function threshold(x: Tensor, limit: number, value: number): Tensor {
  checkValue("threshold", "limit", limit, typeof limit === "number" && !Number.isNaN(limit), "a number");
  checkValue("threshold", "value", value, typeof value === "number" && !Number.isNaN(value), "a number");
  return replaced("threshold", x, -Infinity, limit, value);
}
