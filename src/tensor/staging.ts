import { ShapeError } from "../base/errors.ts";
import { writeFloats, writeInts } from "../wasm/views.ts";
import { formatShape, type Shape } from "./shape.ts";
import type { DType, TypedArray } from "./dtype.ts";
import { Tensor } from "./tensor.ts";

/** A tensor that JavaScript fills again and again, such as one batch after the other. Belongs to no scope. */
export class Staging extends Tensor {
  /** Contents undefined until the first `write`. */
  constructor(shape: Shape, dtype: DType) {
    super(shape, dtype, undefined, 0, true);
  }

  /**
   * Overwrites all numbers. Launches that read the old ones run before; gradients that need them are an error from now on.
   *
   * Throws `ShapeError` unless there are as many.
   */
  write(values: TypedArray): void {
    if (values.length !== this.size) {
      throw new ShapeError(
        `write: there are ${values.length} numbers, expected ${this.size} for ${formatShape(this.shape)}`,
      );
    }
    if (this.size === 0) return;
    (this.dtype === "int32" ? writeInts : writeFloats)(this.address, values);
    this.storage.version++;
  }
}
