import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { SortOptions } from "./sort.ts";
import { ordered } from "./support/order.ts";

/**
 * The int32 indices that sort `x` along `axis`, the last by default: those of `sort`.
 *
 * Shapes: `x` → `indices` alike. Gradients: none. Throws `ShapeError` for an axis x lacks.
 */
export function argsort(x: Tensor, axis = -1, { descending = false }: SortOptions = {}): Tensor {
  const along = checkAxis("argsort", axis, x.rank);
  const { values, indices } = ordered("argsort", x, along, x.shape[along]!, descending);
  values.dispose();
  return indices;
}
