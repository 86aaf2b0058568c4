import { reshape } from "../../../ops/reshape.ts";
import { sequenceMask } from "../../../ops/sequence-mask.ts";
import { where } from "../../../ops/where.ts";
import { checkShape } from "../../../tensor/check.ts";
import type { Tensor } from "../../../tensor/tensor.ts";

/**
 * `x [B, T, D]` with zeros behind the end of each sequence, so that nothing that stands there, NaN included, reaches a sum; itself
 * without `lengths [B]`.
 */
export function withoutPadding(layer: string, x: Tensor, lengths: Tensor | null | undefined): Tensor {
  if (lengths == null) return x;
  const [B, T] = x.shape as [number, number, number];
  checkShape(layer, "lengths", lengths, "B", { B });
  return where(reshape(sequenceMask(lengths, T), [B, T, 1]), x, 0);
}
