import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { add } from "./add.ts";
import { mul } from "./mul.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise `y = eˣ − 1`, exact near 0, where `exp(x)` less 1 is not. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · (y + 1)`.
 */
export function expm1(x: Tensor): Tensor {
  return unary("expm1", x, launch.expm1, (dy, y) => mul(dy, add(y, 1)));
}
