import type { Tensor } from "../tensor/tensor.ts";
import { notEqual } from "./not-equal.ts";
import { MIN, reduceOr, toMiddle } from "./support/reduce.ts";

/**
 * 1 if all numbers over `axes` are not 0, else 0, int32; over all axes by default. NaN is not 0. `keepDims` leaves size 1 in their
 * place. 1 of nothing.
 *
 * Shapes: `x` → x without `axes`. Gradients: none. Throws `ShapeError` for an axis x lacks.
 */
export function all(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const bits = notEqual(x, 0);
  try {
    return reduceOr(1, MIN, toMiddle("all", bits, axes, keepDims));
  } finally {
    bits.dispose();
  }
}
