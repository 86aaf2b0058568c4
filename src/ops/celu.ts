import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { exponential } from "./support/exponential.ts";

/**
 * `elu` without a kink, `y = x` where `x > 0`, else `alpha (e^(x / alpha) − 1)`, elementwise; `alpha` is 1 by default.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `x > 0`, else `dy · e^(x / alpha)`.
 * Throws `ValueError` unless alpha is finite and above 0. Source: Barron, "Continuously differentiable exponential
 * linear units", 2017.
 */
export function celu(x: Tensor, alpha = 1): Tensor {
  checkValue("celu", "alpha", alpha, alpha > 0 && alpha < Infinity, "a finite number above 0");
  return exponential("celu", x, 1, alpha, 1 / alpha);
}
