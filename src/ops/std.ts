import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { varianceBackward, varianceOf } from "./support/variance.ts";

/**
 * Standard deviation over `axes`, all by default: `y = √variance(x)`, with its `correction`, 1 by default. `keepDims` leaves
 * size 1 in the place of the axes. Always float32; NaN if n is 0, or n and `correction` are 1.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy · (x − mean x) / ((n − correction) y)`, 0 where y is 0.
 * Throws `ShapeError` for an axis x lacks, `ValueError` unless `correction` is finite.
 */
export function std(x: Tensor, axes?: number | readonly number[], keepDims = false, correction = 1): Tensor {
  const y = varianceOf("std", x, axes, keepDims, correction);
  launch.sqrt(y.address, y.address, y.size);
  return record("std", y, [x], (dy) => {
    const share = new Tensor(y.shape);
    launch.sqrt_backward(share.address, dy.address, y.address, y.size);
    launch.relu_backward(share.address, share.address, y.address, y.size); // 0 where y is 0
    const dx = varianceBackward("std", share, x, axes, correction);
    share.dispose();
    return [dx];
  });
}
