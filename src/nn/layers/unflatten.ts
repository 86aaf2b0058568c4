import { reshape } from "../../ops/reshape.ts";
import { ShapeError } from "../../base/errors.ts";
import { checkAxis, checkSizes, formatShape, type Shape, sizeOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Makes several axes of one, such as the pixels of an image of a row of numbers. It shares memory with its input.
 *
 * Shapes: `x [B, product of sizes]` → `y [B, …sizes]` for axis 1. Throws `ShapeError` if x has no such axis, or one of another size.
 */
export class Unflatten extends Module {
  readonly axis: number;
  readonly sizes: Shape;

  constructor(axis: number, sizes: Shape) {
    super();
    checkSizes("Unflatten", sizes);
    this.axis = axis;
    this.sizes = [...sizes];
  }

  override forward(x: Tensor): Tensor {
    const { axis, sizes } = this;
    const at = checkAxis("Unflatten", axis, x.rank);
    if (x.shape[at] !== sizeOf(sizes)) {
      throw new ShapeError(
        `Unflatten: x is ${formatShape(x.shape)}, expected ${sizeOf(sizes)} along axis ${axis} for ${formatShape(sizes)}`,
      );
    }
    return reshape(x, [...x.shape.slice(0, at), ...sizes, ...x.shape.slice(at + 1)]);
  }
}
