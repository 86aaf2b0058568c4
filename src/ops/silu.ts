import type { Tensor } from "../tensor/tensor.ts";
import { swish } from "./support/swish.ts";

/**
 * Sigmoid linear unit, or swish, `y = x σ(x) = x / (1 + e⁻ˣ)`, elementwise; NaN at −∞. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy σ(x) (1 + x (1 − σ(x)))`.
 * Source: Elfwing, Uchibe & Doya, "Sigmoid-weighted linear units for neural network function approximation", 2017.
 */
export function silu(x: Tensor): Tensor {
  return swish("silu", x, 1, 0);
}
