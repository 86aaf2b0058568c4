import type { Tensor } from "../tensor/tensor.ts";
import { equal } from "./equal.ts";
import { sub } from "./sub.ts";
import { unrecorded } from "./support/unrecorded.ts";

/**
 * Elementwise 1 where x is a number that is not infinite, else 0, int32: x − x is 0 for these alone.
 *
 * Shapes: `x` → `y` alike. Gradients: none.
 */
export function isFinite(x: Tensor): Tensor {
  return unrecorded(() => equal(sub(x, x), 0));
}
