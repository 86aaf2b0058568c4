import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { applied, unary } from "./support/unary.ts";

/**
 * Elementwise hyperbolic sine, `y = (eˣ − e⁻ˣ) / 2`; ±∞ beyond 89.4. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · cosh x`.
 */
export function sinh(x: Tensor): Tensor {
  return unary(
    "sinh",
    x,
    (y, from, items) => launch.hyperbolic(y, from, 0, items),
    (dy) =>
      mul(
        dy,
        applied((y, from, items) => launch.hyperbolic(y, from, 1, items), x),
      ),
  );
}
