import { ShapeError, ValueError } from "../../base/errors.ts";
import { checkDType } from "../../tensor/check.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { classesOf } from "./classes.ts";

/**
 * The share of labels that the outputs name: 0.97 is 97 %.
 *
 * Shapes: `output [..., V]` scores, of which the largest counts, or int32 `[...]` classes; int32 `labels [...]` → a number.
 * Throws `ShapeError` or `DTypeError` if they do not fit, `ValueError` if there are no labels.
 */
export function accuracy(output: Tensor, labels: Tensor): number {
  checkDType("accuracy", "labels", labels, "int32");
  const { data, shape } = classesOf("accuracy", output);
  if (!sameShape(shape, labels.shape)) {
    throw new ShapeError(`accuracy: labels are ${formatShape(labels.shape)}, expected ${formatShape(shape)}`);
  }
  if (labels.size === 0) throw new ValueError("accuracy: there are 0 labels, expected at least one");
  const wanted = labels.data;
  let hits = 0;
  for (let i = 0; i < wanted.length; i++) if (data[i] === wanted[i]) hits++;
  return hits / wanted.length;
}
