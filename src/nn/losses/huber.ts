import { checkValue } from "../../base/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { deviation } from "./support/deviation.ts";
import type { LossOptions } from "./support/reduction.ts";

/** Options of `huber`. */
export interface HuberOptions extends LossOptions {
  /** Where the parabola ends; default 1. */
  readonly delta?: number;
}

/**
 * Huber's loss, which large errors move less: `½ d²` where `|d| ≤ delta`, else `delta (|d| − ½ delta)`, for d = output − target.
 * Nothing is broadcast.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both, d held in [−delta, delta].
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32, `ValueError` unless delta is
 * positive and finite, as float32.
 * Source: P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.
 */
export function huber(output: Tensor, target: Tensor, options: HuberOptions = {}): Tensor {
  const { delta = 1 } = options;
  const isValid = delta > 0 && Number.isFinite(Math.fround(delta)) && Math.fround(delta) > 0;
  checkValue("huber", "delta", delta, isValid, "a positive, finite number");
  return deviation("huber", output, target, { bound: delta, curve: 0.5, slope: delta }, options);
}
