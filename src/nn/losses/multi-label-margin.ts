import { cumprod } from "../../ops/cumprod.ts";
import { greaterEqual } from "../../ops/greater-equal.ts";
import { mean } from "../../ops/mean.ts";
import { relu } from "../../ops/relu.ts";
import { reshape } from "../../ops/reshape.ts";
import { scatterAdd } from "../../ops/scatter-add.ts";
import { sub } from "../../ops/sub.ts";
import { sum } from "../../ops/sum.ts";
import { takeAlongAxis } from "../../ops/take-along-axis.ts";
import { composed } from "../../ops/support/composed.ts";
import { where } from "../../ops/where.ts";
import { checkDType } from "../../tensor/check.ts";
import { zeros } from "../../tensor/creation.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkLoss, type LossOptions, reduced, weightTensors } from "./support/reduction.ts";
import { checkRows } from "./support/rows.ts";

/**
 * Mean over samples of `Σ max(1 − x[l] + x[v], 0) / V`, summed over all labels l of a sample and all classes v that are none of
 * them: each label should be 1 above each other class. A sample's labels are the numbers of its row of `labels` before the first
 * negative one.
 *
 * It compares V numbers with each of V places of labels: memory grows with V².
 *
 * Shapes: `x [..., V]`, int32 `labels` alike → `[]`, or `[...]` without reduction. Gradients: of x.
 * Throws `ShapeError` unless the shapes are equal, with at least one class, `DTypeError` unless x is float32 and labels are int32,
 * `IndexError` for a label from V on, once values are read.
 */
export function multiLabelMargin(x: Tensor, labels: Tensor, options: LossOptions = {}): Tensor {
  const op = "multiLabelMargin";
  checkRows(op, x, labels);
  checkDType(op, "labels", labels, "int32");
  const { shape } = x;
  const V = shape.at(-1)!;
  const samples = shape.slice(0, -1);
  checkLoss(op, options, samples);
  return composed([x, ...weightTensors(options)], () => {
    const counts = cumprod(greaterEqual(labels, 0), -1);
    const classes = where(counts, labels, 0);
    // How often each class is a label of its sample.
    const uses = scatterAdd(zeros(shape, "int32"), -1, classes, counts);
    // From a place without a label nothing is missing.
    const threshold = where(counts, sub(takeAlongAxis(x, classes, -1), 1), Infinity);
    const missing = relu(sub(reshape(x, [...samples, 1, V]), reshape(threshold, [...samples, V, 1])));
    const others = where(uses, 0, sum(missing, -2));
    return reduced(op, mean(others, -1), options);
  });
}
