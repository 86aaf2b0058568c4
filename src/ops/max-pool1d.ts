import type { Tensor } from "../tensor/tensor.ts";
import type { MaxPool2dOptions } from "./max-pool2d.ts";
import { maxPool, ofOneRow, poolingOf, type PoolOptions1d } from "./support/pool.ts";

/** Options of `maxPool1d`. */
export type MaxPool1dOptions = PoolOptions1d<MaxPool2dOptions>;

/**
 * The largest number of each window of a sequence: `maxPool2d` of one row.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, P]`, P as there. Gradients: as there. Throws as that does.
 */
export function maxPool1d(x: Tensor, kernel: number, options: MaxPool1dOptions = {}): Tensor {
  return maxPool("maxPool1d", x, poolingOf("maxPool1d", x, "B C L", [1, kernel], ofOneRow(kernel, options)));
}
