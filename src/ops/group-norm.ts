import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkChannels, normalizePlanes } from "./support/normalize.ts";

/** Options of `groupNorm`. */
export interface GroupNormOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Group normalization: `y = (x − mean) / √(variance + ε) · weight + bias`, with mean and variance of each of `groups` equal groups of
 * channels of each sample, and a weight and bias for each channel.
 *
 * Shapes: `x [B, C, ...]`, `weight [C]`, `bias [C]` → `y` alike. Gradients: of x also through mean and variance; of weight
 * `Σ dy · x̂`, of bias `Σ dy`. Throws `ShapeError` if sizes do not fit, `DTypeError` unless all are float32, `ValueError` unless
 * groups is a whole number from 1 on that divides C.
 * Source: Wu & He, "Group normalization", ECCV 2018.
 */
export function groupNorm(
  x: Tensor,
  groups: number,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  { epsilon = 1e-5 }: GroupNormOptions = {},
): Tensor {
  const { B, C, S } = checkChannels("groupNorm", x, weight, bias, epsilon);
  const isGroups = Number.isSafeInteger(groups) && groups >= 1 && C % groups === 0;
  checkValue("groupNorm", "groups", groups, isGroups, `a whole number from 1 on that divides C=${C}`);
  return normalizePlanes("groupNorm", x, weight, bias, { L: 1, P: B * C, S, K: C / groups, C }, epsilon, null);
}
