import { checkValue } from "../../base/check.ts";
import { prelu } from "../../ops/prelu.ts";
import { full } from "../../tensor/creation.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";

/**
 * Rectified linear unit with a slope that is learned: `y = x` where `x > 0`, else `weight · x`; see `prelu`. The weight
 * is one number, or one for each of `C` channels, and starts as `init`, 0.25 by default. Weight decay would pull it
 * towards `relu`.
 *
 * Parameters: `weight [C]`. Shapes: `x [B, C, ...]` → `y` alike; any x with one weight.
 * Throws `ValueError` unless C is a whole number from 1 on and init finite.
 */
export class PReLU extends Module {
  readonly weight: Parameter;

  constructor(C = 1, init = 0.25) {
    super();
    checkValue("PReLU", "C", C, Number.isSafeInteger(C) && C > 0, "a whole number from 1 on");
    checkValue("PReLU", "init", init, Number.isFinite(init), "a finite number");
    this.weight = new Parameter(full([C], init));
  }

  override forward(x: Tensor): Tensor {
    return prelu(x, this.weight);
  }
}
