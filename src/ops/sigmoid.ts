import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * Logistic function, `y = 1 / (1 + e⁻ˣ)`, elementwise. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · y (1 − y)`.
 */
export function sigmoid(x: Tensor): Tensor {
  return unary("sigmoid", x, launch.sigmoid, (dy, y) => unaryGradient(launch.sigmoid_backward, dy, y));
}
