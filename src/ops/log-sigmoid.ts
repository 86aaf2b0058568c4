import type { Tensor } from "../tensor/tensor.ts";
import { bent } from "./support/softplus.ts";

/**
 * Logarithm of the logistic function, `y = ln(1 / (1 + e⁻ˣ))`, elementwise, to all digits on both sides. int32 becomes
 * float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy σ(−x)`.
 */
export function logSigmoid(x: Tensor): Tensor {
  return bent("logSigmoid", x, -1, Infinity); // softplus with beta = −1: −ln(1 + e⁻ˣ)
}
