import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { applied, unary } from "./support/unary.ts";

/**
 * Elementwise cosine, `y = cos x`, of x in radians, at most 1.6 ulp off however large x is; NaN at ±∞.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = −dy · sin x`.
 */
export function cos(x: Tensor): Tensor {
  return unary(
    "cos",
    x,
    (y, from, items) => launch.sine(y, from, 1, items),
    (dy) => mul(dy, neg(applied((y, from, items) => launch.sine(y, from, 0, items), x))),
  );
}
