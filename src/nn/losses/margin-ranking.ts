import { checkValue } from "../../base/check.ts";
import { sub } from "../../ops/sub.ts";
import { composed } from "../../ops/support/composed.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { MarginOptions } from "./hinge-embedding.ts";
import { hinged } from "./support/hinge.ts";
import { checkAlike } from "./support/pointwise.ts";
import { weightTensors } from "./support/reduction.ts";

/**
 * Mean over all pairs of `max(margin − target · (a − b), 0)`: a should be above b where the target is 1, below where it is −1, by
 * `margin` (0 by default).
 *
 * Shapes: `a`, `b` and `target` alike → `[]`, or alike without reduction. Gradients: of all three, 0 where the loss is beyond its end.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless a is float32, `ValueError` for a margin that is not finite.
 */
export function marginRanking(a: Tensor, b: Tensor, target: Tensor, options: MarginOptions = {}): Tensor {
  const { margin = 0 } = options;
  checkValue("marginRanking", "margin", margin, Number.isFinite(Math.fround(margin)), "a finite number");
  checkAlike("marginRanking", a, b, "b", "a");
  return composed([a, b, target, ...weightTensors(options)], () =>
    hinged("marginRanking", sub(a, b), target, 2, margin, options),
  );
}
