import { checkShape } from "../tensor/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { conv2d } from "./conv2d.ts";
import { reshape } from "./reshape.ts";
import { sidesOf } from "./support/window.ts";

/** Options of `conv1d`. */
export interface Conv1dOptions {
  /** Steps between two places of the filter; default 1. */
  readonly stride?: number;
  /** Zeros on both sides, or before and after; "valid" for none, "same" for ⌈L / stride⌉ outputs; default 0. */
  readonly padding?: number | readonly [before: number, after: number] | "valid" | "same";
  /** Distance of neighbouring taps of the filter; default 1. */
  readonly dilation?: number;
  /** Into how many groups the channels are split; default 1. */
  readonly groups?: number;
}

/**
 * Convolution over sequences, `y[b, o, p] = bias[o] + Σ w[o, c, s] · x[b, c, p·stride + s·dilation − padding]`: `conv2d` of one row.
 *
 * Shapes: `x [B, C, L]`, `w [O, C / groups, S]`, `bias [O]` → `y [B, O, P]`, P as `convOutputSize` has it.
 * Gradients: as those of `conv2d`. Throws as that does.
 */
export function conv1d(
  x: Tensor,
  w: Tensor,
  bias: Tensor | null = null,
  { stride = 1, padding = 0, dilation = 1, groups = 1 }: Conv1dOptions = {},
): Tensor {
  const { B, C, L } = checkShape("conv1d", "x", x, "B C L");
  const { O, D, S } = checkShape("conv1d", "w", w, "O D S");
  const y = conv2d(reshape(x, [B, C, 1, L]), reshape(w, [O, D, 1, S]), bias, {
    stride: [1, stride],
    padding: sidesOf(padding),
    dilation: [1, dilation],
    groups,
  });
  return reshape(y, [B, O, y.shape[3]!]);
}
