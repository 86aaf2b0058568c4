import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { minimum } from "../../ops/minimum.ts";
import { pairwiseDistance } from "../../ops/pairwise-distance.ts";
import { relu } from "../../ops/relu.ts";
import { sub } from "../../ops/sub.ts";
import { composed } from "../../ops/support/composed.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { MarginOptions } from "./hinge-embedding.ts";
import { checkRows } from "./support/rows.ts";
import { checkLoss, reduced, weightTensors } from "./support/reduction.ts";

/** Options of `tripletMargin`. */
export interface TripletMarginOptions extends MarginOptions {
  /** The norm of differences: 1, 2 or Infinity; default 2. */
  readonly p?: number;
  /** What is added to differences; default 1e-6. */
  readonly epsilon?: number;
  /** Whether the negative's distance is that from the anchor or from the positive, whichever is less; default false. */
  readonly swap?: boolean;
}

/**
 * Mean over triplets of rows of `max(d(anchor, positive) − d(anchor, negative) + margin, 0)`, with the distances of
 * `pairwiseDistance`: a negative should be further away than a positive, by `margin` (1 by default).
 *
 * Shapes: `anchor [..., D]`, `positive` and `negative` alike → `[]`, or `[...]` without reduction. Gradients: of all three.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless all are float32, `ValueError` for a margin that is not finite, and
 * as `pairwiseDistance` does.
 * Source: Balntas et al., "Learning local feature descriptors with triplets and shallow convolutional neural networks", BMVC 2016.
 */
export function tripletMargin(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletMarginOptions = {},
): Tensor {
  const op = "tripletMargin";
  const { margin = 1, p = 2, epsilon = 1e-6, swap = false } = options;
  checkValue(op, "margin", margin, Number.isFinite(Math.fround(margin)), "a finite number");
  checkRows(op, anchor, positive);
  checkRows(op, anchor, negative);
  checkLoss(op, options, anchor.shape.slice(0, -1));
  return composed([anchor, positive, negative, ...weightTensors(options)], () => {
    const distance = (a: Tensor, b: Tensor): Tensor => pairwiseDistance(a, b, p, epsilon);
    const far = distance(anchor, negative);
    const apart = swap ? minimum(far, distance(positive, negative)) : far;
    return reduced(op, relu(add(sub(distance(anchor, positive), apart), margin)), options);
  });
}
