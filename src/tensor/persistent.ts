import { DTypeError, ShapeError, ValueError } from "../base/errors.ts";
import { launch } from "../wasm/generated/launch.ts";
import { flush } from "../wasm/list.ts";
import { refuseWhileTracing } from "../wasm/trace.ts";
import { formatShape, sameShape } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/**
 * A tensor with storage of its own that belongs to no scope, never moves, and may be written in place by `assign`:
 * what parameters, running statistics and optimizers keep.
 */
export class Persistent extends Tensor {
  /** Takes a copy of the numbers of `value`, and disposes of that. */
  constructor(value: Tensor) {
    refuseWhileTracing("a parameter or state is made", "make it outside of the step");
    flush(); // first, so that a launch that fails takes neither this tensor nor its numbers with it
    super(value.shape, value.dtype, undefined, 0, true);
    launch.copy(this.address, value.address, value.size);
    value.dispose();
  }
}

/**
 * Writes the numbers of `x` into `target`, in place. Gradients computed before, that need the old numbers, are an error.
 *
 * Throws `ShapeError` or `DTypeError` unless both agree, `ValueError` for a target that may not be written.
 */
export function assign(target: Persistent, x: Tensor): void {
  if (!(target instanceof Persistent)) {
    throw new ValueError("assign: target is an ordinary tensor, expected a parameter or a state; make a new tensor");
  }
  if (!sameShape(target.shape, x.shape)) {
    throw new ShapeError(`assign: x is ${formatShape(x.shape)}, expected ${formatShape(target.shape)} like the target`);
  }
  if (target.dtype !== x.dtype)
    throw new DTypeError(`assign: x is ${x.dtype}, expected ${target.dtype} like the target`);
  launch.copy(target.address, x.address, x.size);
  target.storage.version++;
}
