import { softmaxCrossEntropy } from "../../ops/softmax-cross-entropy.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LossOptions, reduced } from "./support/reduction.ts";

/**
 * Cross entropy of classes, from logits: the mean over samples of `−ln softmax(logits)[label]`; see `softmaxCrossEntropy`.
 *
 * Shapes: `logits [..., V]`, int32 `labels [...]` → `[]`, or `[...]` without reduction. Gradients: of logits.
 * Throws `ShapeError` or `DTypeError` if they do not fit, `IndexError` for a label outside of 0 to V − 1, once values are read.
 */
export function crossEntropy(logits: Tensor, labels: Tensor, options: LossOptions = {}): Tensor {
  return reduced("crossEntropy", softmaxCrossEntropy(logits, labels), options);
}
