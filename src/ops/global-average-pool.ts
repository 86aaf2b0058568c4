import { checkShape } from "../tensor/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { mean } from "./mean.ts";

/**
 * The mean of each channel over the whole image.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C]`. Gradients: `dx = dy / (H · W)` everywhere. Throws `ShapeError` for other ranks.
 */
export function globalAveragePool(x: Tensor): Tensor {
  checkShape("globalAveragePool", "x", x, "B C H W");
  return mean(x, [2, 3]);
}
