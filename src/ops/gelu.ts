import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { swish } from "./support/swish.ts";
import { unary, unaryGradient } from "./support/unary.ts";

const TWICE_ROOT = 2 * Math.sqrt(2 / Math.PI);

/**
 * Gaussian error linear unit, `y = x Φ(x) = ½ x (1 + erf(x / √2))`, elementwise, whose digits do not cancel where x is
 * negative; with `approximate` "tanh" instead of "none", the default, `½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`. NaN
 * at −∞. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy (Φ(x) + x e^(−x²/2) / √2π)`, or those of the approximation.
 * Throws `ValueError` for another name. Source: Hendrycks & Gimpel, "Gaussian error linear units", 2016, section 2.
 */
export function gelu(x: Tensor, approximate: "none" | "tanh" = "none"): Tensor {
  checkValue("gelu", "approximate", approximate, ["none", "tanh"].includes(approximate), '"none" or "tanh"');
  if (approximate === "tanh") return swish("gelu", x, TWICE_ROOT, 0.044715 * TWICE_ROOT); // ½ (1 + tanh z) = σ(2z)
  return unary("gelu", x, launch.gelu, (dy) => unaryGradient(launch.gelu_backward, dy, x));
}
