import { checkValue } from "../../base/check.ts";
import { hardshrink } from "../../ops/hardshrink.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * `y = 0` where `|x| ≤ lambda`, else `x`, as a layer; lambda is 0.5 by default; see `hardshrink`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless lambda is at least 0.
 */
export class Hardshrink extends Module {
  readonly lambda: number;

  constructor(lambda = 0.5) {
    super();
    checkValue("Hardshrink", "lambda", lambda, lambda >= 0, "a number from 0 on");
    this.lambda = lambda;
  }

  override forward(x: Tensor): Tensor {
    return hardshrink(x, this.lambda);
  }
}
