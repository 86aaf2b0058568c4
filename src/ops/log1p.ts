import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise `y = ln(1 + x)`, exact near 0, where the logarithm of a sum is not; −∞ at −1, NaN below. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / (1 + x)`.
 */
export function log1p(x: Tensor): Tensor {
  return unary("log1p", x, launch.log1p, (dy) => div(dy, add(x, 1)));
}
