import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { div } from "./div.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise natural logarithm, `y = ln x`; −∞ at 0, NaN below. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / x`.
 */
export function log(x: Tensor): Tensor {
  return unary("log", x, launch.log, (dy) => div(dy, x));
}
