import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType } from "../tensor/check.ts";
import { broadcastShapes, checkAxis, formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { div } from "./div.ts";
import { maximum } from "./maximum.ts";
import { mul } from "./mul.ts";
import { sqrt } from "./sqrt.ts";
import { sum } from "./sum.ts";
import { composed } from "./support/composed.ts";

/**
 * Cosine of the angle between `a` and `b` along `axis` (1 by default): `y = a·b / (max(‖a‖, ε) max(‖b‖, ε))`. The other
 * axes broadcast. `epsilon` is 1e-8 by default.
 *
 * Shapes: `a`, `b` that broadcast → their shape without `axis`. Gradients: of both; none through a norm below ε.
 * Throws `ShapeError` if the shapes do not broadcast or lack the axis, `DTypeError` unless both are float32, `ValueError` unless
 * ε is positive and its square too, as float32: at least 4e-23.
 */
export function cosineSimilarity(a: Tensor, b: Tensor, axis = 1, epsilon = 1e-8): Tensor {
  checkDType("cosineSimilarity", "a", a, "float32");
  checkDType("cosineSimilarity", "b", b, "float32");
  const least = Math.fround(epsilon * epsilon);
  checkValue(
    "cosineSimilarity",
    "epsilon",
    epsilon,
    epsilon > 0 && least > 0 && least < Infinity,
    "from 4e-23 to 1e19",
  );
  const { length: rank } = broadcastShapes("cosineSimilarity", a.shape, b.shape);
  const along = checkAxis("cosineSimilarity", axis, rank) - rank;
  if (a.shape.at(along) !== b.shape.at(along)) {
    throw new ShapeError(
      `cosineSimilarity: b is ${formatShape(b.shape)}, expected as many along axis ${axis} as a's ${formatShape(a.shape)}`,
    );
  }
  const norm = (x: Tensor): Tensor => sqrt(maximum(sum(mul(x, x), along), least));
  return composed([a, b], () => div(sum(mul(a, b), along), mul(norm(a), norm(b))));
}
