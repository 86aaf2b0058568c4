import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { logSigmoid } from "../../ops/log-sigmoid.ts";
import { mul } from "../../ops/mul.ts";
import { neg } from "../../ops/neg.ts";
import { sub } from "../../ops/sub.ts";
import { composed } from "../../ops/support/composed.ts";
import { broadcastTo } from "../../ops/broadcast-to.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import { checkLoss, type LossOptions, reduced, weightTensors } from "./support/reduction.ts";

/** Options of `binaryCrossEntropyWithLogits`. */
export interface BinaryCrossEntropyOptions extends LossOptions {
  /** By how much a yes counts more than a no: a number, which takes one pass, or a tensor that broadcasts, as `[C]` for C classes; default 1. */
  readonly positiveWeight?: number | Tensor;
}

/**
 * Cross entropy of yes and no, from logits: the mean over all elements of `w t s(−x) + (1 − t) s(x)` for `s(x) = ln(1 + eˣ)`, exact
 * for logits of any size; `w` is `positiveWeight`. The mean divides by the number of elements, whatever w is.
 *
 * Shapes: `logits` and `target` alike → `[]`, or alike without reduction. Gradients: of both, and of a positive weight that is
 * a tensor; that of x is `dy ((1 − t) σ(x) − w t σ(−x))`.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless the logits are float32, `ValueError` for a number that is not finite.
 */
export function binaryCrossEntropyWithLogits(
  logits: Tensor,
  target: Tensor,
  options: BinaryCrossEntropyOptions = {},
): Tensor {
  const op = "binaryCrossEntropyWithLogits";
  const { positiveWeight: p = 1 } = options;
  checkAlike(op, logits, target, "target", "logits");
  if (p instanceof Tensor) {
    checkLoss(op, options, logits.shape);
    return composed([logits, target, p, ...weightTensors(options)], () => {
      const yes = mul(mul(target, broadcastTo(p, logits.shape)), neg(logSigmoid(logits)));
      const no = mul(sub(target, 1), logSigmoid(neg(logits)));
      return reduced(op, add(yes, no), options);
    });
  }
  checkValue(op, "positiveWeight", p, Number.isFinite(Math.fround(p)), "a finite number, or a tensor");
  return pointwise(
    op,
    [logits, target],
    { kernel: "bent", formula: 4, p },
    [
      { kernel: "bent", formula: 5, p },
      { kernel: "bent", formula: 6, p },
    ],
    options,
  );
}
