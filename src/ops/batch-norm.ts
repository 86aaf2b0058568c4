import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkChannels, checkRunning, moveRunning, normalizePlanes, type RunningOptions } from "./support/normalize.ts";

/** Options of `batchNorm`. */
export type BatchNormOptions = RunningOptions;

/**
 * Batch normalization: `y = (x − mean) / √(variance + ε) · weight + bias` for each channel, over the batch and all further axes. In
 * training, mean and biased variance are x's own, and running statistics move on: `running = (1 − momentum) · running +
 * momentum · batch`, with the unbiased variance; else they are the running ones, if there are any.
 *
 * Shapes: `x [B, C, ...]`, `weight [C]`, `bias [C]` → `y` alike. Gradients: of x also through mean and variance, where these are
 * its own; of weight `Σ dy · x̂`, of bias `Σ dy`. Running statistics get none.
 * Throws `ShapeError` if sizes do not fit, or a channel has only one number to be normalized by; `DTypeError` unless all are float32;
 * `ValueError` for options out of range.
 * Source: Ioffe & Szegedy, "Batch normalization", ICML 2015.
 */
export function batchNorm(
  x: Tensor,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  { running = null, training = true, momentum = 0.1, epsilon = 1e-5 }: BatchNormOptions = {},
): Tensor {
  const { B, C, S } = checkChannels("batchNorm", x, weight, bias, epsilon);
  checkRunning("batchNorm", C, running, momentum);
  const given = training ? null : running;
  if (given === null && B * S === 1) {
    throw new ShapeError(
      `batchNorm: x is ${formatShape(x.shape)}, expected more than one number a channel in training; take a larger batch, or eval()`,
    );
  }
  return normalizePlanes("batchNorm", x, weight, bias, { L: B, P: C, S, K: 1, C }, epsilon, given, (moments) => {
    if (training && running !== null) moveRunning(running, moments, 1, B * S, momentum);
  });
}
