import { record } from "../autograd/tape.ts";
import { checkAxes, stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { fromStrided } from "./support/strided.ts";

/**
 * A copy whose order along `axes`, all by default, is reversed.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx` is `dy`, flipped back. Throws `ShapeError` for an axis `x` lacks.
 */
export function flip(x: Tensor, axes?: number | readonly number[]): Tensor {
  const chosen = checkAxes("flip", axes, x.rank);
  const strides = stridesOf(x.shape);
  let start = 0;
  for (const axis of chosen) {
    start += (x.shape[axis]! - 1) * strides[axis]!;
    strides[axis] = -strides[axis]!;
  }
  return record("flip", fromStrided("flip", x, x.shape, strides, start), [x], (dy) => [flip(dy, chosen)]);
}
