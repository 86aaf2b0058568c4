import type { Tensor } from "../tensor/tensor.ts";
import { mean } from "./mean.ts";
import { type Bin, binsOf } from "./support/adaptive.ts";
import { avgPool } from "./support/avg-pool.ts";
import { poolingOf } from "./support/pool.ts";
import { resample } from "./support/resample.ts";
import type { Pair } from "./support/window.ts";

/**
 * The means of P × Q bins that cover the image: bin p has the rows from ⌊p · H / P⌋ up to ⌈(p + 1) · H / P⌉, so neighbours may share
 * some.
 *
 * Shapes: `x [B, C, H, W]`, `size` P and Q (a number for both) → `y [B, C, P, Q]`.
 * Gradients: each place of a bin gets its share of `dy`.
 * Throws `DTypeError` unless x is float32, `ShapeError` for other ranks and empty images, `ValueError` unless sizes are whole.
 */
export function adaptiveAvgPool2d(x: Tensor, size: Pair): Tensor {
  const op = "adaptiveAvgPool2d";
  const { size: places, rows, columns, kernel } = binsOf(op, x, size);
  if (places[0] === 1 && places[1] === 1) return mean(x, [2, 3], true);
  if (kernel !== null) return avgPool(op, x, poolingOf(op, x, "B C H W", kernel, {}), true);
  const shares = (bins: readonly Bin[]) =>
    bins.map(({ start, size: n }) => Array.from({ length: n }, (_, i) => ({ from: start + i, weight: 1 / n })));
  return resample(op, x, shares(rows), shares(columns));
}
