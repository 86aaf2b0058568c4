import type { Tensor } from "../tensor/tensor.ts";
import type { MaxPool2dOptions } from "./max-pool2d.ts";
import { atPlaces, placesOfMaxima, poolingOf } from "./support/pool.ts";
import type { Pair } from "./support/window.ts";

/**
 * `maxPool2d`, and where the numbers stood: row · W + column in the image, int32. `maxUnpool2d` brings them back there.
 *
 * Shapes: `x [B, C, H, W]` → `values` and `indices [B, C, P, Q]`. Gradients: as those of `maxPool2d`. Throws as that does.
 */
export function maxPool2dWithIndices(
  x: Tensor,
  kernel: Pair,
  options: MaxPool2dOptions = {},
): { values: Tensor; indices: Tensor } {
  const g = poolingOf("maxPool2dWithIndices", x, "B C H W", kernel, options);
  const indices = placesOfMaxima(x, g);
  return { values: atPlaces("maxPool2dWithIndices", x, () => indices.view(indices.shape)), indices };
}
