import { record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { reshape } from "./reshape.ts";
import { toMiddle, total } from "./support/reduce.ts";

/**
 * Sum over `axes`, all by default; `keepDims` leaves size 1 in their place. int32 stays int32 and wraps; nothing sums to 0.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy`, repeated along `axes`. Throws `ShapeError` for an axis x lacks.
 */
export function sum(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const middle = toMiddle("sum", x, axes, keepDims);
  return record("sum", total(middle), [x], (dy) => [broadcastTo(reshape(dy, middle.kept), x.shape)]);
}
