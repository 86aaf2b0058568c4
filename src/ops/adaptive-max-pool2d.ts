import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { gather } from "./gather.ts";
import { type Bin, binsOf } from "./support/adaptive.ts";
import { atPlaces, maxPool, placesOfMaxima, poolingOf } from "./support/pool.ts";
import type { Pair } from "./support/window.ts";

/**
 * The largest number of each of P × Q bins, which lie as those of `adaptiveAvgPool2d`; NaN if one of them is.
 *
 * Shapes: `x [B, C, H, W]`, `size` P and Q (a number for both) → `y [B, C, P, Q]`. Gradients: as those of `maxPool2d`.
 * Throws as `adaptiveAvgPool2d` does.
 */
export function adaptiveMaxPool2d(x: Tensor, size: Pair): Tensor {
  const op = "adaptiveMaxPool2d";
  const { rows, columns, kernel } = binsOf(op, x, size);
  if (kernel !== null) return maxPool(op, x, poolingOf(op, x, "B C H W", kernel, {}));
  // Bins of different sizes: copied side by side they are alike; the last row or column of a small one comes twice.
  const [down, across] = [aligned(rows), aligned(columns)];
  const W = x.shape[3]!;
  const origins = Int32Array.from(down.places.flatMap((row) => across.places.map((column) => row * W + column)));
  const indexOf = (t: Tensor) =>
    scope(() => {
      const wide = gather(
        gather(t.view(t.shape), tensor(Int32Array.from(down.places)), 2),
        tensor(Int32Array.from(across.places)),
        3,
      );
      const found = placesOfMaxima(wide, poolingOf(op, wide, "B C H W", [down.size, across.size], {}));
      return gather(tensor(origins), found);
    });
  return atPlaces(op, x, () => indexOf(x));
}

/** The places of all bins, each filled up to the size of the largest with its last one. */
function aligned(bins: readonly Bin[]): { size: number; places: number[] } {
  const size = Math.max(...bins.map((bin) => bin.size));
  const places = bins.flatMap((bin) => Array.from({ length: size }, (_, i) => bin.start + Math.min(i, bin.size - 1)));
  return { size, places };
}
