import { mean } from "../../ops/mean.ts";
import { mul } from "../../ops/mul.ts";
import { composed } from "../../ops/support/composed.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { binaryCrossEntropyWithLogits } from "./binary-cross-entropy-with-logits.ts";
import { type ClassOptions, weightsOf } from "./support/classes.ts";
import { checkLoss, type LossOptions, reduced, weightTensors } from "./support/reduction.ts";
import { checkRows } from "./support/rows.ts";

/** Options of `multiLabelSoftMargin`. */
export interface MultiLabelSoftMarginOptions extends LossOptions, Pick<ClassOptions, "classWeights"> {}

/**
 * Mean over samples of the mean over classes of `weight · (t ln(1 + e⁻ˣ) + (1 − t) ln(1 + eˣ))`: each class by itself may be there
 * (1) or not (0). Class weights belong to the loss: the means divide by numbers.
 *
 * Shapes: `output [..., V]` and `target` alike → `[]`, or `[...]` without reduction. Gradients: of both.
 * Throws `ShapeError` unless the shapes are equal, with at least one class, `DTypeError` unless the output is float32.
 */
export function multiLabelSoftMargin(
  output: Tensor,
  target: Tensor,
  options: MultiLabelSoftMarginOptions = {},
): Tensor {
  const op = "multiLabelSoftMargin";
  checkRows(op, output, target);
  checkLoss(op, options, output.shape.slice(0, -1));
  return composed([output, target, ...weightTensors(options)], () => {
    const weights = weightsOf(op, options, output.shape.at(-1)!);
    const losses = binaryCrossEntropyWithLogits(output, target, { reduction: "none" });
    return reduced(op, mean(weights === null ? losses : mul(losses, weights), -1), options);
  });
}
