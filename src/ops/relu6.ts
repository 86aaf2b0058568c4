import type { Tensor } from "../tensor/tensor.ts";
import { clipped } from "./support/hard.ts";

/**
 * Rectified linear unit that ends at 6, `y = min(max(x, 0), 6)`, elementwise; NaN stays NaN. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `0 < x < 6` and at NaN, else 0.
 * Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
 */
export function relu6(x: Tensor): Tensor {
  return clipped("relu6", x, 0, 6);
}
