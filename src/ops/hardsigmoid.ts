import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { zeroIn } from "./support/hard.ts";
import { unary } from "./support/unary.ts";

/**
 * Sigmoid of straight lines, `y = min(max(x + 3, 0), 6) / 6`, elementwise; NaN stays NaN. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy / 6` where `−3 < x < 3` and at NaN, else 0.
 */
export function hardsigmoid(x: Tensor): Tensor {
  return unary("hardsigmoid", x, launch.hardsigmoid, (dy) => {
    const dx = zeroIn(dy, x, 3, -3);
    launch.div_scalar(dx.address, dx.address, 6, dx.size);
    return dx;
  });
}
