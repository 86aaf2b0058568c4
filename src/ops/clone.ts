import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";

/**
 * A copy, `y = x`, in memory of its own: keeps what something else overwrites, such as a result of a compiled step.
 *
 * Shapes: `x` → `y` alike, of either dtype. Gradients: `dx = dy`.
 */
export function clone(x: Tensor): Tensor {
  const y = new Tensor(x.shape, x.dtype);
  launch.copy(y.address, x.address, x.size);
  return record("clone", y, [x], (dy) => [dy]);
}
