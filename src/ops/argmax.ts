import type { Tensor } from "../tensor/tensor.ts";
import { indexOfExtreme } from "./support/extreme.ts";

/**
 * Index of the largest along `axis`, int32; without an axis, its index in x read row by row. Of equals the first counts,
 * NaN counts as largest. `keepDims` leaves size 1 in the place of the axis.
 *
 * Shapes: `x` → x without `axis`. Gradients: none. Throws `ShapeError` for an axis x lacks, or if it holds nothing.
 */
export function argmax(x: Tensor, axis?: number, keepDims = false): Tensor {
  return indexOfExtreme("argmax", false, x, axis, keepDims);
}
