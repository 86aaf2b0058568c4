import type { Tensor } from "../tensor/tensor.ts";
import { extreme } from "./support/extreme.ts";
import { MAX } from "./support/reduce.ts";

/**
 * The largest over `axes`, all by default; `keepDims` leaves size 1 in their place. NaN if any is; int32 stays int32.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dy` goes to the largest, in equal shares if there are several, 0 elsewhere.
 * Throws `ShapeError` for an axis x lacks, or if the axes hold nothing.
 */
export function max(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  return extreme("max", MAX, x, axes, keepDims);
}
