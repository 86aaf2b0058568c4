import type { Tensor } from "../tensor/tensor.ts";
import { binsOf } from "./support/adaptive.ts";
import { adaptiveMaxPool } from "./support/adaptive-max-pool.ts";

/**
 * The largest number of each of `size` bins that cover the sequence: `adaptiveMaxPool2d` of one row.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, size]`. Gradients: as there. Throws as that does.
 */
export function adaptiveMaxPool1d(x: Tensor, size: number): Tensor {
  return adaptiveMaxPool("adaptiveMaxPool1d", x, binsOf("adaptiveMaxPool1d", x, "B C L", [1, size]));
}
