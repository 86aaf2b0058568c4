import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { add } from "../../ops/add.ts";
import { div } from "../../ops/div.ts";
import { equal } from "../../ops/equal.ts";
import { mul } from "../../ops/mul.ts";
import { relu } from "../../ops/relu.ts";
import { sqrt } from "../../ops/sqrt.ts";
import { sub } from "../../ops/sub.ts";
import { sum } from "../../ops/sum.ts";
import { composed } from "../../ops/support/composed.ts";
import { where } from "../../ops/where.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { MarginOptions } from "./hinge-embedding.ts";
import { checkAlike } from "./support/pointwise.ts";
import { checkLoss, reduced, weightTensors } from "./support/reduction.ts";

/**
 * Mean over pairs of rows of `1 − cos(a, b)` where the target is 1 (alike), `max(cos(a, b) − margin, 0)` where it is not; the
 * margin is 0 by default. `cos = a·b / √((a·a + 1e-12) (b·b + 1e-12))`.
 *
 * Shapes: `a [..., D]` and `b` alike, `target [...]` → `[]`, or `[...]` without reduction. Gradients: of a and b.
 * Throws `ShapeError` if the shapes do not fit, `DTypeError` unless a is float32, `ValueError` for a margin that is not finite.
 */
export function cosineEmbedding(a: Tensor, b: Tensor, target: Tensor, options: MarginOptions = {}): Tensor {
  const op = "cosineEmbedding";
  const { margin = 0 } = options;
  checkValue(op, "margin", margin, Number.isFinite(Math.fround(margin)), "a finite number");
  checkAlike(op, a, b, "b", "a");
  const samples = a.shape.slice(0, -1);
  if (a.rank === 0 || !sameShape(target.shape, samples)) {
    throw new ShapeError(
      `${op}: target is ${formatShape(target.shape)}, expected ${formatShape(samples)} like a's rows`,
    );
  }
  checkLoss(op, options, samples);
  return composed([a, b, ...weightTensors(options)], () => {
    const dot = (x: Tensor, y: Tensor): Tensor => sum(mul(x, y), -1);
    const cosine = div(dot(a, b), sqrt(mul(add(dot(a, a), 1e-12), add(dot(b, b), 1e-12))));
    return reduced(op, where(equal(target, 1), sub(1, cosine), relu(sub(cosine, margin))), options);
  });
}
