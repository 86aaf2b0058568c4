import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * Elementwise square root, `y = √x`; NaN below 0. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / 2y`, ±∞ at 0.
 */
export function sqrt(x: Tensor): Tensor {
  return unary("sqrt", x, launch.sqrt, (dy, y) => unaryGradient(launch.sqrt_backward, dy, y));
}
