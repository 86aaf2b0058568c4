import { record } from "../autograd/tape.ts";
import { full } from "../tensor/creation.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { withFloat } from "./support/float.ts";
import { fromMiddle, reduce, toMiddle, withEach } from "./support/reduce.ts";

const KERNELS = { rows: launch.log_sum_exp_rows };

/**
 * `y = ln Σ eˣ` over `axes`, all by default, safe for x of any size; `keepDims` leaves size 1 in their place. Always float32;
 * −∞ of nothing, and of nothing but −∞.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy · e^(x − y)`; NaN where y is −∞. Throws `ShapeError` for an axis x lacks.
 */
export function logSumExp(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const y = withFloat(x, (float) => {
    const middle = toMiddle("logSumExp", float, axes, keepDims, true);
    return middle.R === 0 ? full(middle.shape, -Infinity) : reduce(KERNELS, middle);
  });
  return record("logSumExp", y, [x], (dy) => {
    const middle = toMiddle("logSumExp", x, axes, keepDims);
    const dx = new Tensor(middle.x.shape);
    withEach(launch.sub, dx, middle.x, y, middle);
    launch.exp(dx.address, dx.address, dx.size);
    withEach(launch.mul, dx, dx, dy, middle);
    return [fromMiddle("logSumExp", middle, dx)];
  });
}
