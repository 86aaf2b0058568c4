import type { Tensor } from "../tensor/tensor.ts";
import type { AvgPool2dOptions } from "./avg-pool2d.ts";
import { avgPool } from "./support/avg-pool.ts";
import { ofOneRow, poolingOf, type PoolOptions1d } from "./support/pool.ts";

/** Options of `avgPool1d`. */
export type AvgPool1dOptions = PoolOptions1d<AvgPool2dOptions>;

/**
 * The mean of each window of a sequence: `avgPool2d` of one row.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, P]`, P as there. Gradients: as there. Throws as that does.
 */
export function avgPool1d(
  x: Tensor,
  kernel: number,
  { countIncludePad = true, ...options }: AvgPool1dOptions = {},
): Tensor {
  const g = poolingOf("avgPool1d", x, "B C L", [1, kernel], ofOneRow(kernel, options));
  return avgPool("avgPool1d", x, g, countIncludePad);
}
