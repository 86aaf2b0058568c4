import type { Tensor } from "../tensor/tensor.ts";
import { indexOfExtreme } from "./support/extreme.ts";

/**
 * Index of the smallest along `axis`, int32; without an axis, its index in x read row by row. Of equals the first counts,
 * NaN counts as smallest. `keepDims` leaves size 1 in the place of the axis.
 *
 * Shapes: `x` → x without `axis`. Gradients: none. Throws `ShapeError` for an axis x lacks, or if it holds nothing.
 */
export function argmin(x: Tensor, axis?: number, keepDims = false): Tensor {
  return indexOfExtreme("argmin", true, x, axis, keepDims);
}
