import type { Tensor } from "../tensor/tensor.ts";
import { lpPool } from "./support/lp-pool.ts";
import { type PoolOptions, poolingOf } from "./support/pool.ts";
import type { Pair } from "./support/window.ts";

/** Options of `lpPool2d`. */
export type LPPool2dOptions = Omit<PoolOptions, "padding">;

/**
 * The p-norm of each window, `y = (Σ xᵖ)^(1/p)`: its sum for p = 1, its length for 2. NaN where an odd p makes the sum negative.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]` as `maxPool2d` has them. Gradients: `dx = dy · (x / y)^(p − 1)`; NaN where y is 0.
 * Throws as `maxPool2d` does, and `ValueError` unless p is a whole number from 1 to 64.
 */
export function lpPool2d(x: Tensor, p: number, kernel: Pair, options: LPPool2dOptions = {}): Tensor {
  return lpPool("lpPool2d", x, p, poolingOf("lpPool2d", x, "B C H W", kernel, options));
}
