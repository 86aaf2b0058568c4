import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { broadcastTo } from "../../ops/broadcast-to.ts";
import { composed } from "../../ops/support/composed.ts";
import { unsqueeze } from "../../ops/unsqueeze.ts";
import type { Formula } from "../../ops/support/pointwise-loss.ts";
import { checkDType } from "../../tensor/check.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkAlike, pointwise } from "./support/pointwise.ts";
import { type LossOptions, weightTensors } from "./support/reduction.ts";

/** Options of `gaussianNegativeLogLikelihood`. */
export interface GaussianOptions extends LossOptions {
  /** Whether the losses contain `½ ln 2π`; default false. */
  readonly full?: boolean;
  /** The least variance; default 1e-6. */
  readonly epsilon?: number;
}

/**
 * Negative logarithm of the normal density of targets: the mean over all elements of `½ (ln v + (output − target)² / v)` for
 * `v = max(variance, epsilon)`. A negative variance gives NaN.
 *
 * Shapes: `output` and `target` alike, `variance` alike, or with 1 in the place of the last axis, or without it → `[]`, or like the output without reduction.
 * Gradients: of all three; that of the variance is v's, also where it is below epsilon, so that it can grow again.
 * Throws `ShapeError` if the shapes do not fit, `DTypeError` unless output and variance are float32, `ValueError` unless epsilon is positive
 * and finite, as float32.
 * Source: Nix & Weigend, "Estimating the mean and variance of the target probability distribution", ICNN 1994.
 */
export function gaussianNegativeLogLikelihood(
  output: Tensor,
  target: Tensor,
  variance: Tensor,
  options: GaussianOptions = {},
): Tensor {
  const { full = false, epsilon = 1e-6 } = options;
  checkAlike("gaussianNegativeLogLikelihood", output, target);
  checkDType("gaussianNegativeLogLikelihood", "variance", variance, "float32");
  const p = Math.fround(epsilon);
  checkValue(
    "gaussianNegativeLogLikelihood",
    "epsilon",
    epsilon,
    p > 0 && Number.isFinite(p),
    "a positive, finite number",
  );
  const formula = (kernel: "straight" | "bent", formula: number): Formula => ({ kernel, formula, p });
  return composed([output, target, variance, ...weightTensors(options)], () =>
    pointwise(
      "gaussianNegativeLogLikelihood",
      [output, target, spread(output, variance)],
      { ...formula("bent", 14), q: full ? 0.5 * Math.log(2 * Math.PI) : 0 },
      [formula("straight", 10), { ...formula("straight", 10), order: [1, 0, 2] }, formula("straight", 11)],
      options,
    ),
  );
}

/** `variance` in the shape of `output`. */
function spread({ shape }: Tensor, variance: Tensor): Tensor {
  const own = variance.shape;
  if (sameShape(own, shape)) return variance;
  const lead = shape.slice(0, -1);
  if (shape.length > 0 && sameShape(own, lead)) return broadcastTo(unsqueeze(variance, -1), shape);
  if (shape.length > 0 && sameShape(own, [...lead, 1])) return broadcastTo(variance, shape);
  throw new ShapeError(
    `gaussianNegativeLogLikelihood: variance is ${formatShape(own)}, expected ${formatShape(shape)} like the output, or with 1 in the place of its last axis, or without it`,
  );
}
