import { checkValue } from "../../base/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { deviation, LEAST } from "./support/deviation.ts";
import type { LossOptions } from "./support/reduction.ts";

/** Options of `smoothL1`. */
export interface SmoothL1Options extends LossOptions {
  /** Where the parabola ends; default 1; 0 gives `l1Loss`. */
  readonly beta?: number;
}

/**
 * The absolute error, rounded off at 0: `½ d² / beta` where `|d| < beta`, else `|d| − ½ beta`, for d = output − target; `huber`
 * over beta. Nothing is broadcast.
 *
 * Shapes: `output` and `target` alike → `[]`, or alike without reduction. Gradients: of both, d / beta held in [−1, 1].
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the output is float32, `ValueError` unless beta is
 * finite, as float32, and at least 0.
 * Source: R. Girshick, "Fast R-CNN", ICCV 2015, section 2.3.
 */
export function smoothL1(output: Tensor, target: Tensor, options: SmoothL1Options = {}): Tensor {
  const { beta = 1 } = options;
  const isValid = beta >= 0 && Number.isFinite(Math.fround(beta));
  checkValue("smoothL1", "beta", beta, isValid, "a finite number from 0 on");
  const bound = Math.max(beta, LEAST);
  return deviation("smoothL1", output, target, { bound, curve: 0.5 / bound, slope: 1 }, options);
}
