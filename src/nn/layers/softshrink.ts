import { checkValue } from "../../base/check.ts";
import { softshrink } from "../../ops/softshrink.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Moves numbers towards 0 by `lambda`, 0.5 by default, as a layer; see `softshrink`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless lambda is a finite number from 0 on.
 */
export class Softshrink extends Module {
  readonly lambda: number;

  constructor(lambda = 0.5) {
    super();
    checkValue("Softshrink", "lambda", lambda, lambda >= 0 && lambda < Infinity, "a finite number from 0 on");
    this.lambda = lambda;
  }

  override forward(x: Tensor): Tensor {
    return softshrink(x, this.lambda);
  }
}
