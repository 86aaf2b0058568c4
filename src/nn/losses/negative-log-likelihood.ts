import { neg } from "../../ops/neg.ts";
import { checkDType } from "../../tensor/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { categorical, chosen, type ClassOptions } from "./support/classes.ts";

const FROM_LOGARITHMS = { costs: (x: Tensor, labels: Tensor) => neg(chosen(x, labels)) };

/**
 * Negative logarithm of the likelihood of classes: the mean over samples of `−logProbs[label]`. Class weights and an ignored
 * label count as for `crossEntropy`, which is this of a `logSoftmax`. For images the classes are axis 1:
 *
 *     negativeLogLikelihood(logSoftmax(x, 1), labels, { axis: 1 }); // [B, C, H, W], [B, H, W]
 *
 * Shapes: `logProbs [..., V]`, or with the classes in another `axis`; int32 `labels [...]` → `[]`, or `[...]` without reduction.
 * Gradients: of logProbs. Throws as `crossEntropy` does, and `DTypeError` unless labels are int32.
 */
export function negativeLogLikelihood(logProbs: Tensor, labels: Tensor, options: ClassOptions = {}): Tensor {
  checkDType("negativeLogLikelihood", "labels", labels, "int32");
  return categorical("negativeLogLikelihood", logProbs, labels, options, FROM_LOGARITHMS);
}
