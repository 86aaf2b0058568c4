import { record } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { toFloat } from "./support/binary.ts";

/**
 * Rectified linear unit, `y = max(x, 0)`, elementwise; NaN stays NaN.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `x > 0`, else 0.
 * Source: Nair & Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
 */
export function relu(x: Tensor): Tensor {
  const y = new Tensor(x.shape);
  launch.relu(y.address, toFloat(x).address, x.size);
  return record("relu", y, [x], (dy) => {
    const dx = new Tensor(x.shape);
    launch.relu_backward(dx.address, dy.address, y.address, x.size);
    return [dx];
  });
}
