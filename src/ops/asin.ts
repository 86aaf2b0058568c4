import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";
import { sqrt } from "./sqrt.ts";
import { sub } from "./sub.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise inverse sine, `y = asin x` in radians, from −π/2 to π/2; NaN beyond ±1. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / √(1 − x²)`, infinite at ±1.
 */
export function asin(x: Tensor): Tensor {
  return unary(
    "asin",
    x,
    (y, from, items) => launch.arcsine(y, from, 0, items),
    (dy) => div(dy, sqrt(sub(1, mul(x, x)))),
  );
}
