import { checkValue } from "../../base/check.ts";
import { threshold } from "../../ops/threshold.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * `y = x` where `x > limit`, else `value`, as a layer; see `threshold`.
 *
 * Shapes: `x` → `y` alike. Throws `ValueError` if limit or value is NaN.
 */
export class Threshold extends Module {
  readonly limit: number;
  readonly value: number;

  constructor(limit: number, value: number) {
    super();
    checkValue("Threshold", "limit", limit, !Number.isNaN(limit), "a number");
    checkValue("Threshold", "value", value, !Number.isNaN(value), "a number");
    this.limit = limit;
    this.value = value;
  }

  override forward(x: Tensor): Tensor {
    return threshold(x, this.limit, this.value);
  }
}
