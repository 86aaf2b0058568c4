import { checkValue } from "../../base/check.ts";
import { reshape } from "../../ops/reshape.ts";
import { checkAxis, sizeOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Makes one axis of all from `startAxis` on, by default of all but the batch. It shares memory with its input.
 *
 * Shapes: `x [B, …]` → `y [B, product of the others]`. Throws `ShapeError` if x has no axis `startAxis`.
 */
export class Flatten extends Module {
  readonly startAxis: number;

  constructor(startAxis = 1) {
    super();
    checkValue("Flatten", "startAxis", startAxis, Number.isInteger(startAxis), "a whole number");
    this.startAxis = startAxis;
  }

  override forward(x: Tensor): Tensor {
    const start = checkAxis("Flatten", this.startAxis, x.rank);
    // Not −1: for an empty batch it would say nothing.
    return reshape(x, [...x.shape.slice(0, start), sizeOf(x.shape.slice(start))]);
  }
}
