import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { fromMiddle, PROD, reduceOr, toMiddle } from "./support/reduce.ts";

/**
 * Product over `axes`, all by default; `keepDims` leaves size 1 in their place. int32 stays int32 and wraps; 1 of nothing.
 *
 * Shapes: `x` → x without `axes`. Gradients: `dx = dy ·` the product of all others, without division: right also at zeros.
 * Throws `ShapeError` for an axis x lacks.
 */
export function prod(x: Tensor, axes?: number | readonly number[], keepDims = false): Tensor {
  const y = reduceOr(1, PROD, toMiddle("prod", x, axes, keepDims));
  return record("prod", y, [x], (dy) => {
    const middle = toMiddle("prod", x, axes, keepDims);
    const { R, N } = middle;
    const [dx, before] = [new Tensor(middle.x.shape), new Tensor(middle.x.shape)];
    if (R > 0) {
      launch.cumprod(before.address, middle.x.address, R, N, 0, dy.size);
      launch.cumprod_backward(dx.address, dy.address, middle.x.address, before.address, R, N, 1, dy.size);
    }
    before.dispose();
    return [fromMiddle("prod", middle, dx)];
  });
}
