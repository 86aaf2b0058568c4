import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { withFloat } from "./support/float.ts";
import { toMiddle, total } from "./support/reduce.ts";

/**
 * Mean over `axes`, all by default; `keepDims` leaves size 1 in their place. Always float32; the mean of nothing is NaN.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy / n`, repeated along `axes`, for means of n numbers.
 * Throws `ShapeError` for an axis x lacks.
 */
export function mean(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  return withFloat(x, (float) => {
    const middle = toMiddle("mean", float, axes, keepDims);
    const y = total(middle);
    launch.div_scalar(y.address, y.address, middle.R, y.size);
    return record("mean", y, [x], (dy) => {
      const share = new Tensor(middle.kept);
      launch.div_scalar(share.address, dy.address, middle.R, dy.size);
      return [broadcastTo(share, x.shape)];
    });
  });
}
