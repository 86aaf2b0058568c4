import { checkValue } from "../../base/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import type { LossOptions } from "./support/reduction.ts";

/** Options of `binaryFocalCrossEntropy`. */
export interface BinaryFocalOptions extends LossOptions {
  /** How strongly the loss looks away from what is right already; default 2, 0 gives the cross entropy. */
  readonly gamma?: number;
  /** The weight of a yes, 1 − alpha being that of a no; default null: both weigh 1. */
  readonly alpha?: number | null;
}

/**
 * Focal loss of yes and no, from logits: the mean over all elements of `−α (1 − p)^gamma ln p`, where p is the probability of
 * the target, 0 or 1. Exact for logits of any size.
 *
 * Shapes: `logits` and `target` alike → `[]`, or alike without reduction. Gradients: of the logits.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the logits are float32, `ValueError` unless gamma is at least 0 and
 * finite, and alpha between 0 and 1.
 * Source: Lin, Goyal, Girshick, He & Dollár, "Focal loss for dense object detection", ICCV 2017.
 */
export function binaryFocalCrossEntropy(logits: Tensor, target: Tensor, options: BinaryFocalOptions = {}): Tensor {
  const op = "binaryFocalCrossEntropy";
  const { gamma = 2, alpha = null } = options;
  checkAlike(op, logits, target, "target", "logits");
  checkValue(op, "gamma", gamma, gamma >= 0 && Number.isFinite(Math.fround(gamma)), "a finite number from 0 on");
  checkValue(op, "alpha", alpha, alpha === null || (alpha >= 0 && alpha <= 1), "a number from 0 to 1, or null");
  const forward = { kernel: "bent", formula: 15, p: gamma, q: alpha ?? 1, r: alpha === null ? 1 : 1 - alpha } as const;
  return pointwise(op, [logits, target], forward, [{ ...forward, formula: 16 }, null], options);
}
