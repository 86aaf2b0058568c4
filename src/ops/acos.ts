import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { sqrt } from "./sqrt.ts";
import { sub } from "./sub.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise inverse cosine, `y = acos x` in radians, from 0 to π; NaN beyond ±1. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = −dy / √(1 − x²)`, infinite at ±1.
 */
export function acos(x: Tensor): Tensor {
  return unary(
    "acos",
    x,
    (y, from, items) => launch.arcsine(y, from, 1, items),
    (dy) => neg(div(dy, sqrt(sub(1, mul(x, x))))),
  );
}
