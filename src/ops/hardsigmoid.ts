import type { Tensor } from "../tensor/tensor.ts";
import { clipped } from "./support/hard.ts";

/**
 * Sigmoid of straight lines, `y = min(max(x + 3, 0), 6) / 6`, elementwise; NaN stays NaN. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / 6` where `−3 < x < 3`, else 0.
 */
export function hardsigmoid(x: Tensor): Tensor {
  return clipped("hardsigmoid", x, 0, 6, 3, 1 / 6);
}
