import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { Storage } from "../wasm/storage.ts";
import { add } from "./add.ts";
import { mul } from "./mul.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise tangent, `y = sin x / cos x`, of x in radians; exact to the last bits for every x, NaN at ±∞. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy (1 + y²)`.
 */
export function tan(x: Tensor): Tensor {
  return unary("tan", x, quotient, (dy, y) => mul(dy, add(mul(y, y), 1)));
}

function quotient(y: number, x: number, items: number): void {
  const cosine = new Storage(4 * items);
  launch.sine(cosine.address, x, 1, items);
  launch.sine(y, x, 0, items);
  launch.div(y, y, cosine.address, 1, items, 0, 0, 1, 0, 0, 1, items);
  cosine.release();
}
