import { zeros } from "../tensor/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { clip } from "./clip.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise sign: 1 above 0, −1 below, 0 at ±0 and at NaN. int32 stays int32.
 *
 * Shapes: `x` → `y` alike. Gradients: 0.
 */
export function sign(x: Tensor): Tensor {
  if (x.dtype === "int32") return clip(x, { min: -1, max: 1 });
  return unary("sign", x, launch.sign, (dy) => zeros(dy.shape));
}
