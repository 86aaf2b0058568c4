import type { Tensor } from "../tensor/tensor.ts";
import { notEqual } from "./not-equal.ts";
import { MAX, reduceOr, toMiddle } from "./support/reduce.ts";

/**
 * 1 if any number over `axes` is not 0, else 0, int32; over all axes by default. NaN is not 0. `keepDims` leaves size 1 in their
 * place. 0 of nothing.
 *
 * Shapes: `x` → x without `axes`. Gradients: none. Throws `ShapeError` for an axis x lacks.
 */
export function any(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const bits = notEqual(x, 0);
  try {
    return reduceOr(0, MAX, toMiddle("any", bits, axes, keepDims));
  } finally {
    bits.dispose();
  }
}
