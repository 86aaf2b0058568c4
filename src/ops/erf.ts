import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise error function, `y = 2/√π ∫₀ˣ e^(−t²) dt`. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · 2/√π · e^(−x²)`.
 */
export function erf(x: Tensor): Tensor {
  return unary("erf", x, launch.erf, (dy) => mul(dy, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI))));
}
