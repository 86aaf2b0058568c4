import { checkValue } from "../../base/check.ts";
import { exp } from "../../ops/exp.ts";
import { expm1 } from "../../ops/expm1.ts";
import { maximum } from "../../ops/maximum.ts";
import { mul } from "../../ops/mul.ts";
import { neg } from "../../ops/neg.ts";
import { log } from "../../ops/log.ts";
import { softmaxCrossEntropy } from "../../ops/softmax-cross-entropy.ts";
import { checkDType } from "../../tensor/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { categorical, type ClassOptions } from "./support/classes.ts";
import { LEAST } from "./support/deviation.ts";

/** Options of `focalCrossEntropy`. */
export interface FocalOptions extends ClassOptions {
  /** How strongly the loss looks away from what is right already; default 2, 0 gives the cross entropy. */
  readonly gamma?: number;
}

/**
 * Focal loss of classes, from logits: the mean over samples of `−(1 − p)^gamma ln p`, where p is the softmax at the label. The α
 * of its authors are `classWeights`, by whose sum the mean divides.
 *
 * Shapes: `logits [..., V]`, int32 `labels [...]` → `[]`, or `[...]` without reduction. Gradients: of logits.
 * Throws as `crossEntropy` does, `DTypeError` unless labels are int32, `ValueError` unless gamma is at least 0 and finite.
 * Source: Lin, Goyal, Girshick, He & Dollár, "Focal loss for dense object detection", ICCV 2017.
 */
export function focalCrossEntropy(logits: Tensor, labels: Tensor, options: FocalOptions = {}): Tensor {
  const op = "focalCrossEntropy";
  const { gamma = 2 } = options;
  checkValue(op, "gamma", gamma, gamma >= 0 && Number.isFinite(Math.fround(gamma)), "a finite number from 0 on");
  checkDType(op, "labels", labels, "int32");
  const costs = (x: Tensor, classes: Tensor): Tensor => {
    const cost = softmaxCrossEntropy(x, classes);
    // 1 − p of all digits, and not 0, at which the logarithm has no slope.
    const rest = maximum(neg(expm1(neg(cost))), LEAST);
    return mul(exp(mul(log(rest), gamma)), cost);
  };
  return categorical(op, logits, labels, options, { costs });
}
