import { checkValue } from "../../base/check.ts";
import { hardtanh } from "../../ops/hardtanh.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * `y = x`, but at least `min` and at most `max`, as a layer; −1 and 1 by default; see `hardtanh`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` unless min is below max.
 */
export class Hardtanh extends Module {
  readonly min: number;
  readonly max: number;

  constructor(min = -1, max = 1) {
    super();
    checkValue("Hardtanh", "max", max, max > min, `a number above min=${min}`);
    this.min = min;
    this.max = max;
  }

  override forward(x: Tensor): Tensor {
    return hardtanh(x, this.min, this.max);
  }
}
