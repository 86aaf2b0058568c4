import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { normalizeRows } from "./support/normalize-rows.ts";

/** Options of `rmsNorm`. */
export interface RMSNormOptions {
  /** Added to the mean square; default 2⁻²³, which is PyTorch's. */
  readonly epsilon?: number;
}

/**
 * Root mean square normalization: `y = x / √(mean x² + ε) · weight`, over the last axes, whose sizes `normalizedShape` tells.
 *
 * Shapes: `x [..., D]`, `weight [D]` → `y` alike, for one axis or several D. Gradients: of x also through the mean square; of weight
 * `Σ dy · x̂`. Throws `ShapeError` if sizes do not fit, `DTypeError` unless all are float32.
 * Source: Zhang & Sennrich, "Root mean square layer normalization", NeurIPS 2019.
 */
export function rmsNorm(
  x: Tensor,
  normalizedShape: number | Shape,
  weight: Tensor | null = null,
  { epsilon = 2 ** -23 }: RMSNormOptions = {},
): Tensor {
  return normalizeRows("rmsNorm", x, normalizedShape, weight, null, false, epsilon);
}
