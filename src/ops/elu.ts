import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { exponential } from "./support/exponential.ts";

/**
 * Exponential linear unit, `y = x` where `x > 0`, else `alpha (eˣ − 1)`, elementwise, to all digits also near 0;
 * `alpha` is 1 by default. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `x > 0`, else `dy · alpha eˣ`. Throws `ValueError` unless alpha
 * is finite.
 * Source: Clevert, Unterthiner & Hochreiter, "Fast and accurate deep network learning by exponential linear units",
 * ICLR 2016.
 */
export function elu(x: Tensor, alpha = 1): Tensor {
  checkValue("elu", "alpha", alpha, Number.isFinite(alpha), "a finite number");
  return exponential("elu", x, 1, alpha, 1);
}
