import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * `y = x / (1 + |x|)`, elementwise; NaN at ±∞. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / (1 + |x|)²`.
 */
export function softsign(x: Tensor): Tensor {
  return unary(
    "softsign",
    x,
    (y, from, items) => launch.softsign(y, from, from, items),
    (dy) => {
      const dx = unaryGradient(launch.softsign, dy, x);
      launch.softsign(dx.address, dx.address, x.address, x.size);
      return dx;
    },
  );
}
