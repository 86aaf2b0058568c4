import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { convolve, filterGradient, type Geometry, inputGradient } from "./support/convolution.ts";
import { checkFits, type Padding, type Pair, windowsOf } from "./support/window.ts";
import { sum } from "./sum.ts";

/** Options of `conv2d`. */
export interface Conv2dOptions {
  /** Steps between two places of the filter; default 1. */
  readonly stride?: Pair;
  /** Zeros around the input; default 0. */
  readonly padding?: Padding;
  /** Distance of neighbouring taps of the filter; default 1. */
  readonly dilation?: Pair;
  /** Into how many groups the channels are split, each with filters of its own; default 1. As many as channels: depthwise. */
  readonly groups?: number;
}

/**
 * Convolution over images (cross-correlation, as everywhere in deep learning):
 * `y[b, o, p, q] = bias[o] + Σ w[o, c, r, s] · x[b, c, p·stride + r·dilation − padding, …]` over the channels c of o's group.
 *
 * Shapes: `x [B, C, H, W]`, `w [O, C / groups, R, S]`, `bias [O]` → `y [B, O, P, Q]`, P and Q as `convOutputSize` has them.
 * Gradients: of x, w and bias, the first two convolutions again.
 * Throws `ShapeError` if sizes do not fit, groups do not divide the channels, or the filter is larger than the padded input;
 * `DTypeError` unless all are float32; `ValueError` for options that are no whole numbers.
 */
export function conv2d(
  x: Tensor,
  w: Tensor,
  bias: Tensor | null = null,
  { stride = 1, padding = 0, dilation = 1, groups = 1 }: Conv2dOptions = {},
): Tensor {
  const { B, C, H, W } = checkShape("conv2d", "x", x, "B C H W");
  const { O, D, R, S } = checkShape("conv2d", "w", w, "O D R S");
  for (const [name, t] of Object.entries({ x, w, bias })) if (t !== null) checkDType("conv2d", name, t, "float32");
  if (bias !== null) checkShape("conv2d", "bias", bias, "O", { O });
  checkGroups("conv2d", w, groups, C, O, D);
  const windows = windowsOf("conv2d", [H, W], [R, S], { stride, padding, dilation });
  checkFits("conv2d", [H, W], windows);
  const g: Geometry = { B, G: groups, M: O / groups, D, image: [H, W], windows };
  const y = convolve(x, w, bias, g);
  return record("conv2d", y, bias === null ? [x, w] : [x, w, bias], (dy, [needsX, needsW, needsBias]) => [
    needsX ? inputGradient(dy, w, g) : null,
    needsW ? filterGradient(x, dy, g) : null,
    needsBias ? sum(dy, [0, 2, 3]) : null,
  ]);
}

function checkGroups(op: string, w: Tensor, groups: number, C: number, O: number, D: number): void {
  if (!Number.isSafeInteger(groups) || groups < 1 || C !== D * groups || O % groups !== 0 || D === 0 || w.size === 0) {
    throw new ShapeError(
      `${op}: w is ${formatShape(w.shape)}, expected [O, C / groups, R, S] for C=${C} and ${groups} groups that divide O`,
    );
  }
}
