import { logSoftmax } from "../../ops/log-softmax.ts";
import { softmaxCrossEntropy } from "../../ops/softmax-cross-entropy.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { categorical, type CrossEntropyOptions } from "./support/classes.ts";

const FROM_LOGITS = { logs: (x: Tensor) => logSoftmax(x), costs: softmaxCrossEntropy };

/**
 * Cross entropy of classes, from logits: the mean over samples of `−ln softmax(logits)[label]` for int32 labels (the sparse
 * form), or of `−Σ p ln softmax(logits)` for float32 probabilities (the categorical form).
 *
 * With class weights or an ignored label the mean divides by the sum of the weights of the samples that count, for labels; for
 * probabilities class weights belong to the loss. A batch in which no sample counts gives NaN. Smoothing with ε takes
 * `(1 − ε) p + ε / V` for p.
 *
 * In training: `fit` and `evaluate` take each batch's mean as that of all its samples. With weights or ignored labels, whose sum
 * differs from batch to batch, their figures are means of batches, and accumulated gradients those of the batches' means.
 * A loss whose reduction is `"sum"`, divided by the number of the batch's samples, is exact there.
 *
 * Shapes: `logits [..., V]`, int32 `targets [...]` or float32 `targets [..., V]` → `[]`, or `[...]` without reduction.
 * Gradients: of logits, and of probabilities.
 * Throws `ShapeError` or `DTypeError` if they do not fit, `ValueError` for options that make no sense, `IndexError` for a label
 * outside of 0 to V − 1, once values are read.
 * Source of smoothing: Szegedy et al., "Rethinking the Inception architecture for computer vision", CVPR 2016, section 7.
 */
export function crossEntropy(logits: Tensor, targets: Tensor, options: CrossEntropyOptions = {}): Tensor {
  return categorical("crossEntropy", logits, targets, options, FROM_LOGITS);
}
