import type { Tensor } from "../tensor/tensor.ts";
import { div } from "./div.ts";

/**
 * Elementwise reciprocal, `y = 1 / x`; ±∞ at ±0. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = −dy · y / x`.
 */
export function reciprocal(x: Tensor): Tensor {
  return div(1, x);
}
