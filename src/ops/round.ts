import { zeros } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { clone } from "./clone.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise rounding to the nearest whole number, of two as near the even one: `round(2.5) = 2`, `round(3.5) = 4`. int32
 * stays as it is.
 *
 * Shapes: `x` → `y` alike. Gradients: 0.
 */
export function round(x: Tensor): Tensor {
  if (x.dtype === "int32") return clone(x);
  return unary("round", x, launch.round, (dy) => zeros(dy.shape));
}
