import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * `y = x tanh(ln(1 + eˣ))`, elementwise; NaN at −∞. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy (t + x (1 − t²) σ(x))` for `t = tanh(ln(1 + eˣ))`.
 * Source: Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020.
 */
export function mish(x: Tensor): Tensor {
  return unary("mish", x, launch.mish, (dy) => unaryGradient(launch.mish_backward, dy, x));
}
