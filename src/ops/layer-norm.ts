import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { normalizeRows } from "./support/normalize-rows.ts";

/** Options of `layerNorm`. */
export interface LayerNormOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Layer normalization: `y = (x − mean) / √(variance + ε) · weight + bias`, over the last axes, whose sizes `normalizedShape` tells.
 *
 * Shapes: `x [..., D]`, `weight [D]`, `bias [D]` → `y` alike, for one axis or several D. Gradients: of x also through mean and
 * variance; of weight `Σ dy · x̂`, of bias `Σ dy`. Throws `ShapeError` if sizes do not fit, `DTypeError` unless all are float32.
 * Source: Ba et al., "Layer normalization", 2016.
 */
export function layerNorm(
  x: Tensor,
  normalizedShape: number | Shape,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  { epsilon = 1e-5 }: LayerNormOptions = {},
): Tensor {
  return normalizeRows("layerNorm", x, normalizedShape, weight, bias, true, epsilon);
}
