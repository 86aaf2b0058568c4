import { noGrad, record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { mul } from "./mul.ts";

/**
 * Elementwise square, `y = x²`. int32 stays int32 and wraps.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = 2 dy · x`.
 */
export function square(x: Tensor): Tensor {
  const y = noGrad(() => mul(x, x));
  return record("square", y, [x], (dy) => [mul(dy, mul(x, 2))]);
}
