import { variable } from "../autograd/tape.ts";
import { checkDType } from "../tensor/check.ts";
import { Persistent } from "../tensor/persistent.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * What a module learns: a float32 tensor that ops take like any other, and that `gradients` answers for by itself.
 *
 * Takes a copy of the numbers of `value`, and disposes of that. It belongs to no scope and never moves: optimizers and
 * loading write in place. Freed by `dispose()` of its module. Throws `DTypeError` unless `value` is float32.
 */
export class Parameter extends Persistent {
  constructor(value: Tensor) {
    checkDType("Parameter", "value", value, "float32");
    super(value);
    variable(this);
  }

  /** Whether gradients reach it; default true. Without gradients, optimizers leave it as it is. */
  get trainable(): boolean {
    return this.origin !== null;
  }

  set trainable(trainable: boolean) {
    if (trainable) variable(this);
    else this.origin = null;
  }
}

/**
 * What a module keeps but does not learn, such as running statistics: saved and loaded with it, without a gradient.
 *
 * Takes a copy of the numbers of `value`, float32 or int32, and disposes of that. It belongs to no scope, never moves,
 * and is written by `assign` and by loading. Freed by `dispose()` of its module.
 */
export class State extends Persistent {}
