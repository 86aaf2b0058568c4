import { record } from "../autograd/tape.ts";
import { checkAxes } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * The same numbers without axes of size 1, sharing their memory: all of them by default, else those of `axes` that have size 1;
 * larger ones stay, as in PyTorch.
 *
 * Shapes: `x` → x without such axes. Gradients: `dx = dy` in x's shape. Throws `ShapeError` for an axis `x` lacks.
 */
export function squeeze(x: Tensor, axes?: number | readonly number[]): Tensor {
  const chosen = checkAxes("squeeze", axes, x.rank);
  const y = x.view(x.shape.filter((n, axis) => n !== 1 || !chosen.includes(axis)));
  return record("squeeze", y, [x], (dy) => [dy.view(x.shape)]);
}
