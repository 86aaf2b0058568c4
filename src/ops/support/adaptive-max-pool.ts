import { tensor } from "../../tensor/creation.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { gather } from "../gather.ts";
import type { Bin, Bins } from "./adaptive.ts";
import { atPlaces, maxPool, placesOfMaxima, poolingOf } from "./pool.ts";

/** The largest number of each bin, with its gradient. */
export function adaptiveMaxPool(op: string, x: Tensor, { signature, rows, columns, kernel }: Bins): Tensor {
  if (kernel !== null) return maxPool(op, x, poolingOf(op, x, signature, kernel, {}));
  // Bins of different sizes: copied side by side they are alike; the last row or column of a small one comes twice.
  const [down, across] = [aligned(rows), aligned(columns)];
  const W = x.shape.at(-1)!;
  const origins = Int32Array.from(down.places.flatMap((row) => across.places.map((column) => row * W + column)));
  const indexOf = (t: Tensor) =>
    scope(() => {
      const plain = t.view(t.shape);
      const tall = x.rank === 4 ? gather(plain, tensor(Int32Array.from(down.places)), 2) : plain;
      const wide = gather(tall, tensor(Int32Array.from(across.places)), -1);
      const found = placesOfMaxima(wide, poolingOf(op, wide, signature, [down.size, across.size], {}));
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
