import type { Tensor } from "../tensor/tensor.ts";
import { triangle } from "./support/triangle.ts";

/**
 * The upper triangle of matrices: `y[..., i, j] = x[..., i, j]` where `j ≥ i + diagonal`, else 0, also for NaN and ∞. `diagonal` is
 * 0 by default, the main one; 1 is the one above it.
 *
 * Shapes: `x [..., M, N]` → `y` alike. Gradients: `dx` is the same triangle of `dy`.
 * Throws `ShapeError` for fewer axes than two, `ValueError` unless `diagonal` is a whole number.
 */
export function triu(x: Tensor, diagonal = 0): Tensor {
  return triangle("triu", x, diagonal, true);
}
