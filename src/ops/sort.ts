import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Ordered, ordered, orderedBackward } from "./support/order.ts";

/** Options of `sort` and `argsort`. */
export interface SortOptions {
  /** Whether the largest comes first; default false. */
  readonly descending?: boolean;
}

/**
 * The numbers along `axis`, the last by default, in ascending order, and the int32 index where each stood. Equals stay in
 * their order, also in descending order; NaN counts as largest.
 *
 * Shapes: `x` → `values`, `indices` alike. Gradients: `dx[indices] = dvalues`. Throws `ShapeError` for an axis x lacks.
 */
export function sort(x: Tensor, axis = -1, { descending = false }: SortOptions = {}): Ordered {
  const along = checkAxis("sort", axis, x.rank);
  const { values, indices } = ordered("sort", x, along, x.shape[along]!, descending);
  record("sort", values, [x], (dy) => [orderedBackward("sort", dy, indices, along, x.shape)]);
  return { values, indices };
}
