import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * Hyperbolic tangent, `y = tanh x`, elementwise, to all digits also near 0. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy (1 − y²)`.
 */
export function tanh(x: Tensor): Tensor {
  return unary("tanh", x, launch.tanh, (dy, y) => unaryGradient(launch.tanh_backward, dy, y));
}
