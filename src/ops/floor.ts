import { zeros } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { clone } from "./clone.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise `y = ⌊x⌋`, the largest whole number that is not above x. int32 stays as it is.
 *
 * Shapes: `x` → `y` alike. Gradients: 0.
 */
export function floor(x: Tensor): Tensor {
  if (x.dtype === "int32") return clone(x);
  return unary("floor", x, launch.floor, (dy) => zeros(dy.shape));
}
