import type { Tensor } from "../tensor/tensor.ts";
import type { LPPool2dOptions } from "./lp-pool2d.ts";
import { lpPool } from "./support/lp-pool.ts";
import { ofOneRow, poolingOf, type PoolOptions1d } from "./support/pool.ts";

/** Options of `lpPool1d`. */
export type LPPool1dOptions = PoolOptions1d<LPPool2dOptions>;

/**
 * The p-norm of each window of a sequence: `lpPool2d` of one row.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, P]`. Gradients: as there. Throws as that does.
 */
export function lpPool1d(x: Tensor, p: number, kernel: number, options: LPPool1dOptions = {}): Tensor {
  return lpPool("lpPool1d", x, p, poolingOf("lpPool1d", x, "B C L", [1, kernel], ofOneRow(kernel, options)));
}
