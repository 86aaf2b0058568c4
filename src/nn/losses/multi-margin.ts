import { checkValue } from "../../base/check.ts";
import { div } from "../../ops/div.ts";
import { gather } from "../../ops/gather.ts";
import { mul } from "../../ops/mul.ts";
import { relu } from "../../ops/relu.ts";
import { reshape } from "../../ops/reshape.ts";
import { square } from "../../ops/square.ts";
import { sub } from "../../ops/sub.ts";
import { sum } from "../../ops/sum.ts";
import { composed } from "../../ops/support/composed.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { MarginOptions } from "./hinge-embedding.ts";
import { checkClasses, chosen, type ClassOptions, weightsOf } from "./support/classes.ts";
import { checkLoss, reduced, weightTensors } from "./support/reduction.ts";

/** Options of `multiMargin`. */
export interface MultiMarginOptions extends MarginOptions, Pick<ClassOptions, "classWeights"> {
  /** The power of what is missing, 1 or 2; default 1. */
  readonly p?: number;
}

/**
 * Mean over samples of `weight[label] · Σ max(margin − x[label] + x, 0)ᵖ / V`, summed over all other classes: the class should be above each
 * of the others by `margin` (1 by default). Class weights belong to the loss: by PyTorch's rule the mean divides by the number of samples.
 *
 * Shapes: `x [..., V]`, int32 `labels [...]` → `[]`, or `[...]` without reduction. Gradients: of x.
 * Throws `ShapeError` or `DTypeError` if they do not fit, `ValueError` for another p or a margin that is not finite, `IndexError` for
 * a label outside of 0 to V − 1, once values are read.
 * Source: Crammer & Singer, "On the algorithmic implementation of multiclass kernel-based vector machines", JMLR 2, 2001.
 */
export function multiMargin(x: Tensor, labels: Tensor, options: MultiMarginOptions = {}): Tensor {
  const op = "multiMargin";
  const { margin = 1, p = 1 } = options;
  checkValue(op, "margin", margin, Number.isFinite(Math.fround(margin)), "a finite number");
  checkValue(op, "p", p, p === 1 || p === 2, "1 or 2");
  const { V } = checkShape(op, "x", x, "... V");
  checkClasses(op, x, {});
  checkDType(op, "labels", labels, "int32");
  const samples = x.shape.slice(0, -1);
  if (!sameShape(labels.shape, samples)) {
    throw new ShapeError(`${op}: labels is ${formatShape(labels.shape)}, expected ${formatShape(samples)} to fit x`);
  }
  checkLoss(op, options, samples);
  return composed([x, ...weightTensors(options)], () => {
    const weights = weightsOf(op, options, V);
    const own = chosen(x, labels);
    const threshold = sub(own, margin);
    const cost = (v: Tensor, least: Tensor): Tensor => (p === 1 ? relu(sub(v, least)) : square(relu(sub(v, least))));
    // The class itself is taken off again: exactly, as its cost is rounded in the same way.
    const all = sum(cost(x, reshape(threshold, [...samples, 1])), -1);
    const losses = div(sub(all, cost(own, threshold)), V);
    return reduced(op, weights === null ? losses : mul(losses, gather(weights, labels)), options);
  });
}
