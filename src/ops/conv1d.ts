import { record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkFilters } from "./support/check-filters.ts";
import { convolve, filterGradient, type Geometry, inputGradient, withoutRows } from "./support/convolution.ts";
import { checkFits, sidesOf, windowsOf } from "./support/window.ts";
import { sum } from "./sum.ts";

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
  const { B, C, O, image, filter } = checkFilters("conv1d", [x, w, bias], groups, "O C", 1);
  const options = { stride: [1, stride], padding: sidesOf(padding), dilation: [1, dilation] } as const;
  const windows = windowsOf("conv1d", image, filter, options);
  checkFits("conv1d", image, windows);
  const g: Geometry = { B, G: groups, M: O / groups, D: C / groups, image, windows };
  const y = withoutRows(convolve(x, w, bias, g));
  return record("conv1d", y, bias === null ? [x, w] : [x, w, bias], (dy, [needsX, needsW, needsBias]) => [
    needsX ? withoutRows(inputGradient(dy, w, g)) : null,
    needsW ? withoutRows(filterGradient(x, dy, g)) : null,
    needsBias ? sum(dy, [0, 2]) : null,
  ]);
}
