import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { zeroIn } from "./support/hard.ts";
import { unary } from "./support/unary.ts";

/**
 * `x` moved towards 0 by `lambda`, and 0 where `|x| ≤ lambda`, elementwise; `lambda` is 0.5 by default. NaN stays NaN.
 * int32 becomes float32.
 *
 * Shapes: `x` → `y` alike. Gradients: `dx = dy` where `|x| > lambda` and at NaN, else 0.
 * Throws `ValueError` unless lambda is a finite number from 0 on.
 */
export function softshrink(x: Tensor, lambda = 0.5): Tensor {
  checkValue("softshrink", "lambda", lambda, lambda >= 0 && lambda < Infinity, "a finite number from 0 on");
  return unary(
    "softshrink",
    x,
    (y, from, items) => {
      // x less what the bounds leave of it
      launch.clip(y, from, -lambda, lambda, items);
      launch.sub(y, from, y, 1, items, 0, 0, 1, 0, 0, 1, items);
    },
    (dy) => zeroIn(dy, x, -lambda, lambda),
  );
}
