import { record } from "../autograd/tape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkFilters } from "./support/check-filters.ts";
import { convolve, filterGradient, type Geometry, inputGradient } from "./support/convolution.ts";
import { type Pair, transposedWindows } from "./support/window.ts";
import { sum } from "./sum.ts";

/** Options of `convTranspose2d`. */
export interface ConvTranspose2dOptions {
  /** Steps of the output between two places of the filter; default 1. */
  readonly stride?: Pair;
  /** Rows and columns of the output that are cut off on each side; default 0. */
  readonly padding?: Pair;
  /** Rows and columns more at the end, of less than stride or dilation; default 0. */
  readonly outputPadding?: Pair;
  /** Distance of neighbouring taps of the filter; default 1. */
  readonly dilation?: Pair;
  /** Into how many groups the channels are split; default 1. */
  readonly groups?: number;
}

/**
 * Transposed convolution, the gradient of `conv2d` by its input: every number of x spreads over the outputs that the filter
 * reaches from it, `y[b, o, h·stride + r·dilation − padding, …] += w[c, o, r, s] · x[b, c, h, w]`, plus `bias[o]`.
 *
 * Shapes: `x [B, C, H, W]`, `w [C, O / groups, R, S]`, `bias [O]` → `y [B, O, P, Q]` with
 * `P = (H − 1)·stride − 2·padding + dilation·(R − 1) + outputPadding + 1`.
 * Gradients: of x `conv2d` of dy, of w a convolution of dy with x, of bias the sums of dy.
 * Throws `ShapeError` if sizes do not fit or nothing is left, `DTypeError` unless all are float32, `ValueError` for other options.
 */
export function convTranspose2d(
  x: Tensor,
  w: Tensor,
  bias: Tensor | null = null,
  { stride = 1, padding = 0, outputPadding = 0, dilation = 1, groups = 1 }: ConvTranspose2dOptions = {},
): Tensor {
  const op = "convTranspose2d";
  const { B, C, O, filter, image: input } = checkFilters(op, [x, w, bias], groups, "C O", 2);
  const { windows, image } = transposedWindows(op, input, filter, { stride, padding, outputPadding, dilation });
  const g: Geometry = { B, G: groups, M: C / groups, D: O / groups, image, windows };
  const y = inputGradient(x, w, g, bias);
  return record(op, y, bias === null ? [x, w] : [x, w, bias], (dy, [needsX, needsW, needsBias]) => [
    needsX ? convolve(dy, w, null, g) : null,
    needsW ? filterGradient(dy, x, g) : null,
    needsBias ? sum(dy, [0, 2, 3]) : null,
  ]);
}
