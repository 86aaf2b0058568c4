// What losses that compare number by number share.

import { ShapeError } from "../../../base/errors.ts";
import { composed } from "../../../ops/support/composed.ts";
import { type Formula, pointwiseLoss, type Slope } from "../../../ops/support/pointwise-loss.ts";
import { checkDType } from "../../../tensor/check.ts";
import { formatShape, sameShape } from "../../../tensor/shape.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { checkLoss, type LossOptions, reduced } from "./reduction.ts";

/** Throws `ShapeError` unless `t` has the shape of `output`, `DTypeError` unless the output is float32. */
export function checkAlike(op: string, output: Tensor, t: Tensor, name = "target", like = "output"): void {
  if (!sameShape(output.shape, t.shape)) {
    throw new ShapeError(
      `${op}: ${name} is ${formatShape(t.shape)}, expected ${formatShape(output.shape)} like the ${like}; reshape it`,
    );
  }
  checkDType(op, like, output, "float32");
}

/**
 * A loss of `inputs`, number by number, as `pointwiseLoss` has it. Without sample weights the reduction belongs to it, so that
 * its gradients take one pass.
 */
export function pointwise(
  op: string,
  inputs: readonly Tensor[],
  forward: Formula,
  slopes: readonly (Slope | null)[],
  options: LossOptions,
): Tensor {
  const { reduction = "mean", sampleWeights } = options;
  checkLoss(op, options, inputs[0]!.shape);
  if (sampleWeights === undefined) return pointwiseLoss(op, inputs, forward, slopes, reduction);
  return composed([...inputs, sampleWeights], () =>
    reduced(op, pointwiseLoss(op, inputs, forward, slopes, "none"), options),
  );
}
