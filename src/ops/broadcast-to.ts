import { ShapeError } from "../base/errors.ts";
import { checkSizes, formatShape, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { broadcastStrides } from "./support/broadcast.ts";
import { repeated } from "./support/repeat.ts";

/**
 * A copy of `x` repeated to `shape` by NumPy's rule: axes of size 1 repeat, and axes are added in front.
 *
 * Shapes: `x` → `shape`. Gradients: `dx` is `dy` summed over what repeats. Throws `ShapeError` if x does not broadcast to it.
 */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  checkSizes("broadcastTo", shape);
  const added = shape.length - x.rank;
  if (added < 0 || x.shape.some((n, axis) => n !== 1 && n !== shape[axis + added])) {
    throw new ShapeError(
      `broadcastTo: shape is ${formatShape(shape)}, expected one that x's ${formatShape(x.shape)} broadcasts to: sizes equal, or 1 in x`,
    );
  }
  return repeated("broadcastTo", x, [...shape], shape, broadcastStrides(x.shape, shape));
}
