import type { Tensor } from "../tensor/tensor.ts";

/**
 * The same numbers, sharing their memory, that no gradient passes.
 *
 * Shapes: `x` → `y` alike, of either dtype. Gradients: none.
 */
export function detach(x: Tensor): Tensor {
  return x.view(x.shape);
}
