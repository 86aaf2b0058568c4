import { checkValue } from "../../base/check.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import type { LossOptions } from "./support/reduction.ts";

/** Options of losses with a margin. */
export interface MarginOptions extends LossOptions {
  /** How far apart things should be; default 1, or as the loss says. */
  readonly margin?: number;
}

/**
 * Mean over all distances `x` of `x` where the target is 1 (alike), `max(margin − x, 0)` where it is −1 (not alike), and of
 * their sum where it is neither.
 *
 * Shapes: `x` and `target` alike → `[]`, or alike without reduction. Gradients: of x.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless x is float32, `ValueError` for a margin that is not finite.
 */
export function hingeEmbedding(x: Tensor, target: Tensor, options: MarginOptions = {}): Tensor {
  const { margin = 1 } = options;
  checkValue("hingeEmbedding", "margin", margin, Number.isFinite(Math.fround(margin)), "a finite number");
  checkAlike("hingeEmbedding", x, target, "target", "x");
  const forward = { kernel: "straight", formula: 6, p: margin } as const;
  return pointwise("hingeEmbedding", [x, target], forward, [{ ...forward, formula: 7 }, null], options);
}
