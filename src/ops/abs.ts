import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { maximum } from "./maximum.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { sign } from "./sign.ts";
import { unrecorded } from "./support/unrecorded.ts";
import { unary } from "./support/unary.ts";

/**
 * Elementwise `y = |x|`. int32 stays int32 and wraps: |−2³¹| is −2³¹.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy · sign x`, 0 at 0.
 */
export function abs(x: Tensor): Tensor {
  if (x.dtype === "int32") return unrecorded(() => maximum(x, neg(x)));
  return unary("abs", x, launch.abs, (dy) => mul(dy, sign(x)));
}
