import { record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";
import { sqrt } from "./sqrt.ts";
import { unrecorded } from "./support/unrecorded.ts";

/**
 * Elementwise reciprocal of the square root, `y = 1 / √x`; ∞ at 0, NaN below. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = −½ dy · y³`.
 */
export function rsqrt(x: Tensor): Tensor {
  const y = unrecorded(() => div(1, sqrt(x)));
  return record("rsqrt", y, [x], (dy) => [mul(mul(dy, -0.5), mul(y, mul(y, y)))]);
}
