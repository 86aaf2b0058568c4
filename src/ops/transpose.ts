import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkAxis, formatShape, stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { fromStrided } from "./support/strided.ts";

/**
 * A copy with the axes in another order: axis `i` of the result is axis `axes[i]` of `x`; by default in reverse.
 *
 * Shapes: `x [n₀, …]` → `y [n_axes[0], …]`. Gradients: `dx = dy` with the axes put back.
 * Throws `ShapeError` unless `axes` names every axis once.
 */
export function transpose(x: Tensor, axes?: readonly number[]): Tensor {
  const order = axes === undefined ? [...x.shape.keys()].reverse() : checkOrder(axes, x.rank);
  const strides = stridesOf(x.shape);
  const y = fromStrided(
    "transpose",
    x,
    order.map((axis) => x.shape[axis]!),
    order.map((axis) => strides[axis]!),
  );
  return record("transpose", y, [x], (dy) => [
    transpose(
      dy,
      order.map((_, axis) => order.indexOf(axis)),
    ),
  ]);
}

function checkOrder(axes: readonly number[], rank: number): number[] {
  const order = axes.map((axis) => checkAxis("transpose", axis, rank));
  if (order.length !== rank || new Set(order).size !== rank) {
    throw new ShapeError(`transpose: axes are ${formatShape(axes)}, expected each of the ${rank} axes once`);
  }
  return order;
}
