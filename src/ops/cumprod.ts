import { record } from "../autograd/tape.ts";
import { checkAxis } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { alongMiddle, scan } from "./support/scan.ts";

const KERNELS = { float32: launch.cumprod, int32: launch.cumprod_int };

/**
 * Running products along `axis`, the last by default: `y[i] = Π x[j]` over j ≤ i. int32 stays int32 and wraps.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx[i] = Σ dy[j] y[j] / x[i]` over j ≥ i, without division: right also at zeros.
 * Throws `ShapeError` for an axis x lacks.
 */
export function cumprod(x: Tensor, axis = -1): Tensor {
  const along = checkAxis("cumprod", axis, x.rank);
  const y = scan(KERNELS[x.dtype], x, along);
  return record("cumprod", y, [x], (dy) => {
    const { R, N, items } = alongMiddle(x, along);
    const dx = new Tensor(x.shape);
    launch.cumprod_backward(dx.address, dy.address, x.address, y.address, R, N, 0, items);
    return [dx];
  });
}
