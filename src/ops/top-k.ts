import { checkValue } from "../base/check.ts";
import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Ordered, ordered, orderedBackward } from "./support/order.ts";

/** Options of `topK`. */
export interface TopKOptions {
  /** Whether the largest are wanted, else the smallest; default true. */
  readonly largest?: boolean;
  /** Whether the results must be in order; default true. Else their order is open: today it is the same. */
  readonly sorted?: boolean;
}

/**
 * The `k` largest numbers along `axis`, the last by default, the largest first, and the int32 index where each stands; or the
 * smallest, the smallest first. Of equals those that come first; NaN counts as largest.
 *
 * Shapes: `x [..., V, ...]` → `values`, `indices` `[..., k, ...]`. Gradients: `dx[indices] = dvalues`, 0 elsewhere.
 * Throws `ShapeError` for an axis x lacks, `ValueError` unless `k` is a whole number from 0 to V.
 */
export function topK(x: Tensor, k: number, axis = -1, { largest = true }: TopKOptions = {}): Ordered {
  const along = checkAxis("topK", axis, x.rank);
  const V = x.shape[along]!;
  checkValue("topK", "k", k, Number.isInteger(k) && k >= 0 && k <= V, `a whole number from 0 to ${V}`);
  const { values, indices } = ordered("topK", x, along, k, largest);
  record("topK", values, [x], (dy) => [orderedBackward("topK", dy, indices, along, x.shape)]);
  return { values, indices };
}
