import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { unary, unaryGradient } from "./support/unary.ts";

/**
 * SiLU of straight lines, `y = x · min(max(x + 3, 0), 6) / 6`, elementwise; NaN at −∞. int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy (x / 3 + ½)` where `−3 < x < 3`, 0 below, `dy` above.
 * Source: Howard et al., "Searching for MobileNetV3", ICCV 2019, section 5.2.
 */
export function hardswish(x: Tensor): Tensor {
  return unary("hardswish", x, launch.hardswish, (dy) => unaryGradient(launch.hardswish_backward, dy, x));
}
