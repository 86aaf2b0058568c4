import type { Tensor } from "../tensor/tensor.ts";
import { notEqual } from "./not-equal.ts";

/**
 * Elementwise 1 where x is NaN, else 0, int32.
 *
 * Shapes: `x` → `y` alike. Gradients: none.
 */
export function isNaN(x: Tensor): Tensor {
  return notEqual(x, x);
}
