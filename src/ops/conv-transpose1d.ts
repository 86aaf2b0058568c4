import { record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkFilters } from "./support/check-filters.ts";
import { convolve, filterGradient, type Geometry, inputGradient, withoutRows } from "./support/convolution.ts";
import { transposedWindows } from "./support/window.ts";
import { sum } from "./sum.ts";

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
  const op = "convTranspose1d";
  const { B, C, O, filter, image: input } = checkFilters(op, [x, w, bias], groups, "C O", 1);
  const { windows, image } = transposedWindows(op, input, filter, {
    stride: [1, stride],
    padding: [0, padding],
    outputPadding: [0, outputPadding],
    dilation: [1, dilation],
  });
  const g: Geometry = { B, G: groups, M: C / groups, D: O / groups, image, windows };
  const y = withoutRows(inputGradient(x, w, g, bias));
  return record(op, y, bias === null ? [x, w] : [x, w, bias], (dy, [needsX, needsW, needsBias]) => [
    needsX ? withoutRows(convolve(dy, w, null, g)) : null,
    needsW ? withoutRows(filterGradient(dy, x, g)) : null,
    needsBias ? sum(dy, [0, 2]) : null,
  ]);
}
