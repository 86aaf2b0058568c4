import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { batchNorm } from "./batch-norm.ts";
import { checkChannels, checkRunning, moveRunning, normalizePlanes, type RunningOptions } from "./support/normalize.ts";

/** Options of `instanceNorm`. */
export type InstanceNormOptions = RunningOptions;

/**
 * Instance normalization: `y = (x − mean) / √(variance + ε) · weight + bias` for each channel of each sample by itself. In training,
 * running statistics move on as those of `batchNorm`, by the mean over the batch; else they take the place of x's own, if there are any.
 *
 * Shapes: `x [B, C, ...]`, `weight [C]`, `bias [C]` → `y` alike. Gradients: as those of `batchNorm`.
 * Throws `ShapeError` if sizes do not fit, or there is only one number to be normalized by; `DTypeError` unless all are float32;
 * `ValueError` for options out of range.
 * Source: Ulyanov et al., "Instance normalization: the missing ingredient for fast stylization", 2016.
 */
export function instanceNorm(
  x: Tensor,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  { running = null, training = true, momentum = 0.1, epsilon = 1e-5 }: InstanceNormOptions = {},
): Tensor {
  const { B, C, S } = checkChannels("instanceNorm", x, weight, bias, epsilon);
  checkRunning("instanceNorm", C, running, momentum);
  if (!training && running !== null) return batchNorm(x, weight, bias, { running, training, epsilon });
  if (S === 1) {
    throw new ShapeError(
      `instanceNorm: x is ${formatShape(x.shape)}, expected more than one number a channel and sample; use larger inputs`,
    );
  }
  const planes = { L: 1, P: B * C, S, K: 1, C };
  return normalizePlanes("instanceNorm", x, weight, bias, planes, epsilon, null, (moments) => {
    if (training && running !== null) moveRunning(running, moments, B, S, momentum);
  });
}
