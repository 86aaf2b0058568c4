import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise `y = −x`. int32 stays int32 and wraps: −(−2³¹) is −2³¹.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = −dy`.
 */
export function neg(x: Tensor): Tensor {
  if (x.dtype === "float32") return unary("neg", x, launch.neg, (dy) => neg(dy));
  const y = new Tensor(x.shape, "int32");
  launch.neg_int(y.address, x.address, x.size);
  return y;
}
