import { ShapeError, ValueError } from "../../../base/errors.ts";
import { div } from "../../../ops/div.ts";
import { mean } from "../../../ops/mean.ts";
import { mul } from "../../../ops/mul.ts";
import { reshape } from "../../../ops/reshape.ts";
import { sum } from "../../../ops/sum.ts";
import type { Reduction } from "../../../ops/support/pointwise-loss.ts";
import { formatShape, type Shape } from "../../../tensor/shape.ts";
import { Tensor } from "../../../tensor/tensor.ts";

export type { Reduction };

/** Options of every loss. */
export interface LossOptions {
  /** Default `"mean"`. */
  readonly reduction?: Reduction;
  /**
   * How much each sample counts: of the shape of the losses, or of their leading axes, `[B]` for one weight a sample. They multiply the
   * losses before these are put together, and the mean is `Σ weight · loss / Σ weight`: a weight of 2 is a sample that is there
   * twice, a weight of 0 one that is not there. Class weights and an ignored label count in the same way. The mean of nothing
   * but weights of 0 is NaN. Default 1 each.
   */
  readonly sampleWeights?: Tensor;
}

/** Throws `ValueError` for an unknown reduction, `ShapeError` unless the weights are of leading axes of `shape`, that of the losses. */
export function checkLoss(op: string, { reduction, sampleWeights }: LossOptions, shape: Shape): void {
  if (reduction !== undefined && reduction !== "mean" && reduction !== "sum" && reduction !== "none") {
    throw new ValueError(`${op}: reduction is ${String(reduction)}, expected "mean", "sum" or "none"`);
  }
  if (sampleWeights === undefined) return;
  if (!(sampleWeights instanceof Tensor)) {
    throw new ValueError(`${op}: sampleWeights is ${typeof sampleWeights}, expected a tensor, such as tensor([1, 2])`);
  }
  const own = sampleWeights.shape;
  if (own.length > shape.length || own.some((n, i) => n !== shape[i])) {
    throw new ShapeError(
      `${op}: sampleWeights is ${formatShape(own)}, expected ${formatShape(shape)} like the losses, or leading axes of it`,
    );
  }
}

/** The weights that are tensors and may have gradients. */
export function weightTensors({ classWeights, sampleWeights }: LossOptions & { classWeights?: unknown }): Tensor[] {
  return [classWeights, sampleWeights].filter((t) => t instanceof Tensor);
}

/** `losses` put together; `weights` are those, of their shape, that they have been multiplied by already. */
export function reduced(op: string, losses: Tensor, options: LossOptions = {}, weights: Tensor | null = null): Tensor {
  checkLoss(op, options, losses.shape);
  const { reduction = "mean", sampleWeights } = options;
  let [values, divisors] = [losses, weights];
  if (sampleWeights !== undefined) {
    const each = reshape(
      sampleWeights,
      losses.shape.map((n, i) => (i < sampleWeights.rank ? n : 1)),
    );
    values = mul(losses, each);
    divisors = weights === null ? each : mul(weights, each);
  }
  if (reduction === "none") return values;
  if (reduction === "sum") return sum(values);
  if (divisors === null) return mean(values);
  // A weight of a sample counts for each number of its loss.
  return div(sum(values), mul(sum(divisors), losses.size / divisors.size));
}
