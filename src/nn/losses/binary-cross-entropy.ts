import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import type { LossOptions } from "./support/reduction.ts";

/**
 * Cross entropy of yes and no, from probabilities: the mean over all elements of `−t ln p − (1 − t) ln(1 − p)`, whose logarithms
 * are not below −100, so a probability of 0 or 1 costs at most 100. `binaryCrossEntropyWithLogits` is exact beyond.
 *
 * Shapes: `probabilities` and `target` alike → `[]`, or alike without reduction. Gradients: of both; that of p is
 * `dy (p − t) / max(p (1 − p), 1e-12)`. What is no probability gives NaN.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the probabilities are float32.
 */
export function binaryCrossEntropy(probabilities: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  checkAlike("binaryCrossEntropy", probabilities, target, "target", "probabilities");
  return pointwise(
    "binaryCrossEntropy",
    [probabilities, target],
    { kernel: "bent", formula: 2 },
    [
      { kernel: "straight", formula: 8, p: 1e-12 },
      { kernel: "bent", formula: 3 },
    ],
    options,
  );
}
