import { ShapeError } from "../../../base/errors.ts";
import { formatShape } from "../../../tensor/shape.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { checkAlike } from "./pointwise.ts";

/** Throws `ShapeError` unless `target` has the shape of `output`, rows of at least one number, `DTypeError` unless the output is float32. */
export function checkRows(op: string, output: Tensor, target: Tensor): void {
  checkAlike(op, output, target);
  if (output.rank > 0 && output.shape.at(-1)! > 0) return;
  throw new ShapeError(`${op}: output is ${formatShape(output.shape)}, expected [..., V] with at least one class`);
}
