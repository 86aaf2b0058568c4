import type { Tensor } from "../tensor/tensor.ts";
import { equal } from "./equal.ts";

/**
 * Elementwise 1 where x is 0, else 0, int32; NaN is not 0.
 *
 * Shapes: `x` → `y` alike. Gradients: none.
 */
export function logicalNot(x: Tensor): Tensor {
  return equal(x, 0);
}
