import type { Tensor } from "../../tensor/tensor.ts";
import { mean } from "../mean.ts";
import type { Bin, Bins } from "./adaptive.ts";
import { avgPool } from "./avg-pool.ts";
import { poolingOf } from "./pool.ts";
import { resample } from "./resample.ts";

/** The mean of each bin, with its gradient. */
export function adaptiveAvgPool(op: string, x: Tensor, { signature, size, rows, columns, kernel }: Bins): Tensor {
  const isImage = x.rank === 4;
  if (size[0] === 1 && size[1] === 1) return mean(x, isImage ? [2, 3] : 2, true);
  if (kernel !== null) return avgPool(op, x, poolingOf(op, x, signature, kernel, {}), true);
  const shares = (bins: readonly Bin[]) =>
    bins.map(({ start, size: n }) => Array.from({ length: n }, (_, i) => ({ from: start + i, weight: 1 / n })));
  return resample(op, x, isImage ? [shares(rows), shares(columns)] : [shares(columns)]);
}
