import { checkValue } from "../base/check.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { zeros } from "../tensor/creation.ts";
import { broadcastShapes, sizeOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./add.ts";
import { cdist } from "./cdist.ts";
import { max } from "./max.ts";
import { maximum } from "./maximum.ts";
import { neg } from "./neg.ts";
import { reshape } from "./reshape.ts";
import { sub } from "./sub.ts";
import { composed } from "./support/composed.ts";

/**
 * Distance of each row of `a` from the same row of `b`, `y = ‖a − b + ε‖ₚ` along the last axis, for p = 2 (the default), 1 or
 * Infinity; see `cdist`. `epsilon` is 1e-6 by default.
 *
 * Shapes: `a [..., D]`, `b [..., D]` that broadcast → `y [...]`. Gradients: of both, 0 where the distance is; for p = Infinity, equal
 * shares to all largest differences.
 * Throws `ShapeError` if the shapes do not broadcast, `DTypeError` unless both are float32, `ValueError` for another p, or unless
 * ε is finite.
 */
export function pairwiseDistance(a: Tensor, b: Tensor, p = 2, epsilon = 1e-6): Tensor {
  checkShape("pairwiseDistance", "a", a, "... D");
  checkShape("pairwiseDistance", "b", b, "... D");
  checkDType("pairwiseDistance", "a", a, "float32");
  checkDType("pairwiseDistance", "b", b, "float32");
  checkValue("pairwiseDistance", "p", p, p === 1 || p === 2 || p === Infinity, "1, 2 or Infinity");
  checkValue("pairwiseDistance", "epsilon", epsilon, Number.isFinite(Math.fround(epsilon)), "a finite float32");
  const shape = broadcastShapes("pairwiseDistance", a.shape, b.shape);
  const [lead, D] = [shape.slice(0, -1), shape.at(-1)!];
  return composed([a, b], () => {
    const difference = add(sub(a, b), epsilon);
    // Not by cdist, which gives all of dy to each of the largest: a norm gives them equal shares.
    if (p === Infinity && D > 0) return max(maximum(difference, neg(difference)), -1);
    return reshape(cdist(reshape(difference, [sizeOf(lead), D]), zeros([1, D]), p), lead);
  });
}
