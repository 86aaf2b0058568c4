import { checkValue } from "../base/check.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary } from "./support/unary.ts";

/**
 * Leaky rectified linear unit, `y = x` where `x ≥ 0`, else `slope · x`, elementwise; `slope` is 0.01 by default.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `x > 0`, else `slope · dy`. Throws `ValueError` unless slope is finite.
 * Source: Maas, Hannun & Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013, section 2.
 */
export function leakyRelu(x: Tensor, slope = 0.01): Tensor {
  checkValue("leakyRelu", "slope", slope, Number.isFinite(slope), "a finite number");
  return unary(
    "leakyRelu",
    x,
    (y, from, items) => launch.leaky_relu(y, from, slope, items),
    (dy) => {
      const dx = new Tensor(x.shape);
      launch.leaky_relu_backward(dx.address, dy.address, x.address, slope, x.size);
      return dx;
    },
  );
}
