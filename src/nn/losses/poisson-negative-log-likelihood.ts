import { checkValue } from "../../base/check.ts";
import { add } from "../../ops/add.ts";
import { greater } from "../../ops/greater.ts";
import { log } from "../../ops/log.ts";
import { maximum } from "../../ops/maximum.ts";
import { mul } from "../../ops/mul.ts";
import { neg } from "../../ops/neg.ts";
import { sub } from "../../ops/sub.ts";
import { composed } from "../../ops/support/composed.ts";
import type { Formula, Slope } from "../../ops/support/pointwise-loss.ts";
import { where } from "../../ops/where.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import { checkLoss, type LossOptions, reduced, weightTensors } from "./support/reduction.ts";

/** Options of `poissonNegativeLogLikelihood`. */
export interface PoissonOptions extends LossOptions {
  /** Whether x is the logarithm of the rate; default true. */
  readonly logInput?: boolean;
  /** Whether the losses contain ln t!, by Stirling's formula `t ln t − t + ½ ln(2πt)` for t above 1; default false. */
  readonly full?: boolean;
  /** What is added to a rate before its logarithm is taken; default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Negative logarithm of the probability of counts t by Poisson's distribution: the mean over all elements of `eˣ − t x` for
 * logarithms of rates, or of `x − t ln(x + epsilon)` for rates.
 *
 * Shapes: `x` and `target` alike → `[]`, or alike without reduction. Gradients: of both.
 * Throws `ShapeError` unless the shapes are equal, `DTypeError` unless x is float32, `ValueError` unless epsilon is finite and at least 0.
 */
export function poissonNegativeLogLikelihood(x: Tensor, target: Tensor, options: PoissonOptions = {}): Tensor {
  const { logInput = true, full = false, epsilon = 1e-8 } = options;
  checkAlike("poissonNegativeLogLikelihood", x, target, "target", "x");
  const isValid = epsilon >= 0 && Number.isFinite(Math.fround(epsilon));
  checkValue("poissonNegativeLogLikelihood", "epsilon", epsilon, isValid, "a finite number from 0 on");
  const forward: Formula = logInput ? { kernel: "bent", formula: 12 } : { kernel: "bent", formula: 13, p: epsilon };
  const slopes: Slope[] = logInput
    ? [{ ...forward, p: 1 }, (dy) => mul(neg(dy), x)]
    : [
        { kernel: "straight", formula: 9, p: epsilon },
        { ...forward, q: 1 },
      ];
  const losses = (how: LossOptions): Tensor =>
    pointwise("poissonNegativeLogLikelihood", [x, target], forward, slopes, how);
  if (!full) return losses(options);
  checkLoss("poissonNegativeLogLikelihood", options, x.shape);
  return composed([x, target, ...weightTensors(options)], () =>
    reduced("poissonNegativeLogLikelihood", add(losses({ reduction: "none" }), stirling(target)), options),
  );
}

/** Nearly ln t!, and 0 for t from 1 down. */
function stirling(t: Tensor): Tensor {
  const n = maximum(t, 1);
  const terms = add(sub(mul(n, log(n)), n), mul(log(mul(n, 2 * Math.PI)), 0.5));
  return where(greater(t, 1), terms, 0);
}
