import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary } from "./support/unary.ts";

/**
 * `y = x − tanh x`, elementwise: a difference of float32 numbers, exact to 2⁻²⁴ of x, so that few digits are left near
 * 0, where it is x³/3: three at 0.01. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy tanh² x`, to all digits.
 */
export function tanhshrink(x: Tensor): Tensor {
  return unary(
    "tanhshrink",
    x,
    (y, from, items) => {
      launch.tanh(y, from, items);
      launch.sub(y, from, y, 1, items, 0, 0, 1, 0, 0, 1, items);
    },
    (dy) => {
      const dx = new Tensor(x.shape);
      const { address, size } = dx;
      launch.tanh(address, x.address, size);
      launch.mul(address, address, address, 1, size, 0, 0, 1, 0, 0, 1, size);
      launch.mul(address, address, dy.address, 1, size, 0, 0, 1, 0, 0, 1, size);
      return dx;
    },
  );
}
