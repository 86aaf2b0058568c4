import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { applied, unary } from "./support/unary.ts";

/**
 * Elementwise sine, `y = sin x`, of x in radians, at most 1.6 ulp off however large x is; NaN at ±∞.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · cos x`.
 */
export function sin(x: Tensor): Tensor {
  return unary(
    "sin",
    x,
    (y, from, items) => launch.sine(y, from, 0, items),
    (dy) =>
      mul(
        dy,
        applied((y, from, items) => launch.sine(y, from, 1, items), x),
      ),
  );
}
