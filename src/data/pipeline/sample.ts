import { DTypeError, ShapeError } from "../../base/errors.ts";
import type { DType } from "../../tensor/dtype.ts";
import { numbersOf, type TensorData } from "../../tensor/numbers.ts";
import { formatShape, sameShape, type Shape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { Field } from "../dataset.ts";

/**
 * One half of a sample: a number, nested arrays, or a typed array; or one of these as `data`, with the shape that it is folded to, and its
 * dtype. Int32Array and booleans are int32, everything else becomes float32: a label that is a number is
 * `{ data: label, dtype: "int32" }`.
 */
export type SampleValue =
  TensorData | { readonly data: TensorData; readonly shape?: Shape | undefined; readonly dtype?: DType | undefined };

/** What `fit`, `evaluate`, `predict` and `batches` take from a pipeline: an input, and what is wanted for it. */
export type Sample = readonly [x: SampleValue, y: SampleValue];

/** Numbers of one half of a sample, as they are on their way into a batch. */
export interface Half extends Field {
  readonly values: ArrayLike<number>;
}

/** Throws `ShapeError` or `DTypeError`, which begin with `what`, unless these are numbers. */
export function halfOf(what: string, given: SampleValue): Half {
  if (given instanceof Tensor) {
    throw new DTypeError(
      `${what} is a Tensor, expected numbers outside of the engine; give its data, and dispose of it`,
    );
  }
  const isRecord = typeof given === "object" && given !== null && "data" in given;
  return isRecord ? numbersOf(what, given.data, given.shape, given.dtype) : numbersOf(what, given);
}

/** Throws `ShapeError` unless a half is like that of the first sample. */
export function checkAlike(what: string, { shape, dtype }: Half, wanted: Field): void {
  if (dtype === wanted.dtype && sameShape(shape, wanted.shape)) return;
  throw new ShapeError(
    `${what} is ${dtype} ${formatShape(shape)}, expected ${wanted.dtype} ${formatShape(wanted.shape)} like the first; ` +
      "make all alike by map",
  );
}
