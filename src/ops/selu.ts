import type { Tensor } from "../tensor/tensor.ts";
import { exponential } from "./support/exponential.ts";

const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

/**
 * Self-normalizing `elu`, `y = 1.0507… x` where `x > 0`, else `1.0507… · 1.6732… (eˣ − 1)`, elementwise. int32 becomes
 * float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = 1.0507… dy` where `x > 0`, else `1.0507… · 1.6732… eˣ dy`.
 * Source: Klambauer et al., "Self-normalizing neural networks", NIPS 2017.
 */
export function selu(x: Tensor): Tensor {
  return exponential("selu", x, SCALE, SCALE * ALPHA, 1);
}
