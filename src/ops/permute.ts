import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkAxis, formatShape, stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { fromStrided } from "./support/strided.ts";

/**
 * A copy with the axes in another order: axis `i` of the result is axis `axes[i]` of `x`. `[0, 2, 3, 1]` makes `[B, H, W, C]` of
 * images `[B, C, H, W]`.
 *
 * Shapes: `x [n₀, …]` → `y [n_axes[0], …]`. Gradients: `dx = dy` with the axes put back.
 * Throws `ShapeError` unless `axes` names every axis once, or if more than 6 axes move apart.
 */
export function permute(x: Tensor, axes: readonly number[]): Tensor {
  const order = axes.map((axis) => checkAxis("permute", axis, x.rank));
  if (order.length !== x.rank || new Set(order).size !== x.rank) {
    throw new ShapeError(`permute: axes are ${formatShape(axes)}, expected each of the ${x.rank} axes once`);
  }
  const strides = stridesOf(x.shape);
  const y = fromStrided(
    "permute",
    x,
    order.map((axis) => x.shape[axis]!),
    order.map((axis) => strides[axis]!),
  );
  return record("permute", y, [x], (dy) => [
    permute(
      dy,
      order.map((_, axis) => order.indexOf(axis)),
    ),
  ]);
}
