import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise `y = eˣ`; ∞ above 88.7, 0 below −104. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · y`.
 */
export function exp(x: Tensor): Tensor {
  return unary("exp", x, launch.exp, (dy, y) => mul(dy, y));
}
