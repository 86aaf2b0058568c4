import { neg } from "../../ops/neg.ts";
import { pointwiseLoss } from "../../ops/support/pointwise-loss.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { categorical, chosen, type CrossEntropyOptions } from "./support/classes.ts";

/** ln p, but not below −100, with the gradient `dy / max(p, 1e-12)`. */
function boundedLog(p: Tensor): Tensor {
  const slope = { kernel: "straight", formula: 12, p: 1e-12 } as const;
  return pointwiseLoss("categoricalCrossEntropy", [p], { kernel: "bent", formula: 17 }, [slope], "none");
}

const FROM_PROBABILITIES = {
  logs: boundedLog,
  costs: (p: Tensor, labels: Tensor) => neg(boundedLog(chosen(p, labels))),
};

/**
 * Cross entropy of classes, from probabilities, as a softmax gives them: the mean over samples of `−ln p[label]` for int32 labels, or of
 * `−Σ t ln p` for float32 probabilities t; logarithms are not below −100. `crossEntropy` is exact beyond, faster, and has the same
 * options. Rows are taken as they are: Keras divides them by their sums.
 *
 * Shapes: `probabilities [..., V]`, int32 `targets [...]` or float32 `targets [..., V]` → `[]`, or `[...]` without reduction.
 * Gradients: of both; that of p is `−dy t / max(p, 1e-12)`. A negative p gives NaN.
 * Throws as `crossEntropy` does.
 */
export function categoricalCrossEntropy(
  probabilities: Tensor,
  targets: Tensor,
  options: CrossEntropyOptions = {},
): Tensor {
  return categorical("categoricalCrossEntropy", probabilities, targets, options, FROM_PROBABILITIES);
}
