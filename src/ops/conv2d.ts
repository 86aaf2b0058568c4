import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkFilters } from "./support/check-filters.ts";
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
  /** What is applied to the result on its way to memory; default "none". */
  readonly activation?: "none" | "relu";
}

/**
 * Convolution over images (cross-correlation, as everywhere in deep learning):
 * `y[b, o, p, q] = bias[o] + Σ w[o, c, r, s] · x[b, c, p·stride + r·dilation − padding, …]` over the channels c of o's group.
 *
 * Shapes: `x [B, C, H, W]`, `w [O, C / groups, R, S]`, `bias [O]` → `y [B, O, P, Q]`, P and Q as `convOutputSize` has them.
 * Gradients: of x a convolution of dy with the filters turned round, of w one of x with dy, of bias the sums of dy.
 * Throws `ShapeError` if sizes do not fit, groups do not divide the channels, or the filter is larger than the padded input;
 * `DTypeError` unless all are float32; `ValueError` for options that are no whole numbers.
 */
export function conv2d(
  x: Tensor,
  w: Tensor,
  bias: Tensor | null = null,
  { stride = 1, padding = 0, dilation = 1, groups = 1, activation = "none" }: Conv2dOptions = {},
): Tensor {
  checkValue("conv2d", "activation", activation, ["none", "relu"].includes(activation), '"none" or "relu"');
  const { B, C, O, image, filter } = checkFilters("conv2d", [x, w, bias], groups, "O C", 2);
  const windows = windowsOf("conv2d", image, filter, { stride, padding, dilation });
  checkFits("conv2d", image, windows);
  const g: Geometry = { B, G: groups, M: O / groups, D: C / groups, image, windows };
  const y = convolve(x, w, bias, g, activation === "relu");
  return record("conv2d", y, bias === null ? [x, w] : [x, w, bias], (dy, [needsX, needsW, needsBias]) => {
    const dz = activation === "relu" ? new Tensor(y.shape) : dy;
    if (dz !== dy) launch.relu_backward(dz.address, dy.address, y.address, y.size);
    // First what takes most memory on the way, while there is nothing else.
    const dw = needsW ? filterGradient(x, dz, g) : null;
    return [needsX ? inputGradient(dz, w, g) : null, dw, needsBias ? sum(dz, [0, 2, 3]) : null];
  });
}
