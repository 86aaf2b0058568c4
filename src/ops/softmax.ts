import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { alongAxis } from "./support/along-axis.ts";
import { withFloat } from "./support/float.ts";

/**
 * `y = eˣ / Σ eˣ` along `axis`, the last by default; safe for x of any size. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = y · (dy − Σ dy · y)`. Throws `ShapeError` for an axis x lacks.
 */
export function softmax(x: Tensor, axis = -1): Tensor {
  const along = checkAxis("softmax", axis, x.rank);
  const y = withFloat(x, (float) => alongAxis("softmax", launch.softmax, along, [float]));
  return record("softmax", y, [x], (dy) => [alongAxis("softmax", launch.softmax_backward, along, [dy, y])]);
}
