import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise inverse tangent, `y = atan x` in radians, from −π/2 to π/2. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / (1 + x²)`.
 */
export function atan(x: Tensor): Tensor {
  return unary("atan", x, launch.atan, (dy) => div(dy, add(mul(x, x), 1)));
}
