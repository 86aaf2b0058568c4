import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { add } from "./add.ts";
import { mul } from "./mul.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise tangent, `y = tan x`, of x in radians, at most 3.6 ulp off however large x is; NaN at ±∞.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy (1 + y²)`.
 */
export function tan(x: Tensor): Tensor {
  return unary(
    "tan",
    x,
    (y, from, items) => launch.sine(y, from, 2, items),
    (dy, y) => mul(dy, add(mul(y, y), 1)),
  );
}
