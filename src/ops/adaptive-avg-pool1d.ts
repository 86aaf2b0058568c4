import type { Tensor } from "../tensor/tensor.ts";
import { binsOf } from "./support/adaptive.ts";
import { adaptiveAvgPool } from "./support/adaptive-avg-pool.ts";

/**
 * The means of `size` bins that cover the sequence: `adaptiveAvgPool2d` of one row.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, size]`. Gradients: as there. Throws as that does.
 */
export function adaptiveAvgPool1d(x: Tensor, size: number): Tensor {
  return adaptiveAvgPool("adaptiveAvgPool1d", x, binsOf("adaptiveAvgPool1d", x, "B C L", [1, size]));
}
