import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * Rectified linear unit, `y = max(x, 0)`, elementwise; NaN stays NaN. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `x > 0`, else 0.
 * Source: Nair & Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
 */
export function relu(x: Tensor): Tensor {
  return unary("relu", x, launch.relu, (dy, y) => unaryGradient(launch.relu_backward, dy, y));
}
