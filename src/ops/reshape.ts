import { ShapeError } from "../base/errors.ts";
import { record } from "../autograd/tape.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * The same numbers in another shape, sharing their memory. One size may be −1: it follows from the others.
 *
 * Shapes: `x` → `shape`, of as many elements. Gradients: `dx = dy` in x's shape. Throws `ShapeError` if the sizes do not fit.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const y = x.view(resolve(x, shape));
  return record("reshape", y, [x], (dy) => [reshape(dy, x.shape)]);
}

function resolve(x: Tensor, shape: Shape): Shape {
  const open = shape.indexOf(-1);
  const rest = sizeOf(shape.filter((_, axis) => axis !== open));
  const full = shape.map((n, axis) => (axis === open ? x.size / rest : n));
  if (!full.every((n) => Number.isInteger(n) && n >= 0) || sizeOf(full) !== x.size) {
    throw new ShapeError(
      `reshape: shape is ${formatShape(shape)}, expected ${x.size} elements like x's ${formatShape(x.shape)}`,
    );
  }
  return full;
}
