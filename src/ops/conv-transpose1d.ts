import { checkShape } from "../tensor/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { convTranspose2d } from "./conv-transpose2d.ts";
import { reshape } from "./reshape.ts";

/** Options of `convTranspose1d`. */
export interface ConvTranspose1dOptions {
  /** Steps of the output between two places of the filter; default 1. */
  readonly stride?: number;
  /** Numbers of the output that are cut off on each side; default 0. */
  readonly padding?: number;
  /** Numbers more at the end, less than stride or dilation; default 0. */
  readonly outputPadding?: number;
  /** Distance of neighbouring taps of the filter; default 1. */
  readonly dilation?: number;
  /** Into how many groups the channels are split; default 1. */
  readonly groups?: number;
}

/**
 * Transposed convolution over sequences: `convTranspose2d` of one row.
 *
 * Shapes: `x [B, C, L]`, `w [C, O / groups, S]`, `bias [O]` → `y [B, O, P]` with
 * `P = (L − 1)·stride − 2·padding + dilation·(S − 1) + outputPadding + 1`.
 * Gradients: as those of `convTranspose2d`. Throws as that does.
 */
export function convTranspose1d(
  x: Tensor,
  w: Tensor,
  bias: Tensor | null = null,
  { stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1 }: ConvTranspose1dOptions = {},
): Tensor {
  const { B, C, L } = checkShape("convTranspose1d", "x", x, "B C L");
  const { M, D, S } = checkShape("convTranspose1d", "w", w, "M D S");
  const y = convTranspose2d(reshape(x, [B, C, 1, L]), reshape(w, [M, D, 1, S]), bias, {
    stride: [1, stride],
    padding: [0, padding],
    outputPadding: [0, outputPadding],
    dilation: [1, dilation],
    groups,
  });
  return reshape(y, [B, D * groups, y.shape[3]!]);
}
