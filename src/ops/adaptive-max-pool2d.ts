import type { Tensor } from "../tensor/tensor.ts";
import { binsOf } from "./support/adaptive.ts";
import { adaptiveMaxPool } from "./support/adaptive-max-pool.ts";
import type { Pair } from "./support/window.ts";

/**
 * The largest number of each of P × Q bins, which lie as those of `adaptiveAvgPool2d`; NaN if one of them is.
 *
 * Shapes: `x [B, C, H, W]`, `size` P and Q (a number for both) → `y [B, C, P, Q]`. Gradients: as those of `maxPool2d`.
 * Throws as `adaptiveAvgPool2d` does.
 */
export function adaptiveMaxPool2d(x: Tensor, size: Pair): Tensor {
  return adaptiveMaxPool("adaptiveMaxPool2d", x, binsOf("adaptiveMaxPool2d", x, "B C H W", size));
}
