import type { Tensor } from "../tensor/tensor.ts";
import { maxPool, type PoolOptions, poolingOf } from "./support/pool.ts";
import type { Pair } from "./support/window.ts";

/** Options of `maxPool2d`. */
export interface MaxPool2dOptions extends PoolOptions {
  /** Distance of neighbouring places of a window; default 1. */
  readonly dilation?: Pair;
}

/**
 * The largest number of each window, `y[b, c, p, q] = max x[b, c, p·stride + r·dilation − padding, …]` over r and s below `kernel`;
 * NaN if one of them is. What lies around the image is −∞.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`, P = ⌊(H + 2·padding − dilation·(R − 1) − 1) / stride⌋ + 1, with `ceilMode` ⌈…⌉ + 1
 * without a last window that would begin behind the image.
 * Gradients: the first of the largest numbers in row order takes `dy`; of NaN, the last. It is found again, no index is kept.
 * Throws `DTypeError` unless x is float32, `ShapeError` if no window fits, `ValueError` for options that are no whole numbers, or a
 * padding above half of the kernel.
 */
export function maxPool2d(x: Tensor, kernel: Pair, options: MaxPool2dOptions = {}): Tensor {
  return maxPool("maxPool2d", x, poolingOf("maxPool2d", x, "B C H W", kernel, options));
}
