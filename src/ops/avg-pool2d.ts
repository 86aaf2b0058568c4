import type { Tensor } from "../tensor/tensor.ts";
import { avgPool } from "./support/avg-pool.ts";
import { type PoolOptions, poolingOf } from "./support/pool.ts";
import type { Pair } from "./support/window.ts";

/** Options of `avgPool2d`. */
export interface AvgPool2dOptions extends PoolOptions {
  /** Whether zeros around the image count as numbers of the mean; default true. */
  readonly countIncludePad?: boolean;
}

/**
 * The mean of each window: the sum of what it covers, zeros around the image, over how many these are. What `ceilMode` adds
 * behind the padding never counts.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]` as `maxPool2d` has them. Gradients: each place of a window gets its share of `dy`.
 * Throws as `maxPool2d` does.
 */
export function avgPool2d(
  x: Tensor,
  kernel: Pair,
  { countIncludePad = true, ...options }: AvgPool2dOptions = {},
): Tensor {
  return avgPool("avgPool2d", x, poolingOf("avgPool2d", x, "B C H W", kernel, options), countIncludePad);
}
