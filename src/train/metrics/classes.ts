import { ShapeError } from "../../base/errors.ts";
import { argmax } from "../../ops/argmax.ts";
import { scope } from "../../tensor/scope.ts";
import { formatShape, type Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Classes, one a sample, and how many there may be if that is known. */
export interface Classes {
  readonly data: ArrayLike<number>;
  readonly shape: Shape;
  readonly most: number;
}

/**
 * The class that an output names: int32 tensors hold classes; of scores `[..., V]` the largest counts, the first of equals.
 * Throws `ShapeError` if there are no scores to compare.
 */
export function classesOf(op: string, output: Tensor): Classes {
  if (output.dtype === "int32") return { data: output.data, shape: output.shape, most: Infinity };
  const V = output.shape.at(-1) ?? 0;
  if (V < 2) {
    throw new ShapeError(
      `${op}: output is ${formatShape(output.shape)}, expected [..., V] scores of V classes, at least 2; give classes as int32`,
    );
  }
  const shape = output.shape.slice(0, -1);
  return { data: output.size === 0 ? [] : scope(() => argmax(output, -1).data), shape, most: V };
}
