import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { alongAxis } from "./support/along-axis.ts";
import { withFloat } from "./support/float.ts";

/**
 * `y = x − ln Σ eˣ` along `axis`, the last by default; the logarithm of `softmax`, exact where that is tiny.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy − eʸ Σ dy`. Throws `ShapeError` for an axis x lacks.
 */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  const along = checkAxis("logSoftmax", axis, x.rank);
  const y = withFloat(x, (float) => alongAxis("logSoftmax", launch.log_softmax, along, [float]));
  return record("logSoftmax", y, [x], (dy) => [alongAxis("logSoftmax", launch.log_softmax_backward, along, [dy, y])]);
}
