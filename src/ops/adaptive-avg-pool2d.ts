import type { Tensor } from "../tensor/tensor.ts";
import { binsOf } from "./support/adaptive.ts";
import { adaptiveAvgPool } from "./support/adaptive-avg-pool.ts";
import type { Pair } from "./support/window.ts";

/**
 * The means of P × Q bins that cover the image: bin p has the rows from ⌊p · H / P⌋ up to ⌈(p + 1) · H / P⌉, so neighbours may share
 * some.
 *
 * Shapes: `x [B, C, H, W]`, `size` P and Q (a number for both) → `y [B, C, P, Q]`.
 * Gradients: each place of a bin gets its share of `dy`.
 * Throws `DTypeError` unless x is float32, `ShapeError` for other ranks and empty images, `ValueError` unless sizes are whole.
 */
export function adaptiveAvgPool2d(x: Tensor, size: Pair): Tensor {
  return adaptiveAvgPool("adaptiveAvgPool2d", x, binsOf("adaptiveAvgPool2d", x, "B C H W", size));
}
