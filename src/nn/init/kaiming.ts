import { checkValue } from "../../base/check.ts";
import { rand, randn } from "../../tensor/random.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type FanMode, fansOf } from "./fans.ts";
import type { ScaledOptions } from "./initializer.ts";

/** Options of `kaimingUniform` and `kaimingNormal`. */
export interface KaimingOptions extends ScaledOptions {
  /** Keep the variance of signals, `"fanIn"`, or of gradients, `"fanOut"`; default `"fanIn"`. */
  readonly mode?: FanMode;
}

/**
 * Uniform in `±gain · √(3 / fan)`, gain √2 by default, which suits ReLU: signals keep their variance. Also known as He's.
 *
 * Shapes: a weight `[out, in, …]`. Throws `ShapeError` for fewer than two axes, `ValueError` for an unknown mode or a gain that
 * is not finite and above 0. Source: He, Zhang, Ren & Sun, "Delving deep into rectifiers", ICCV 2015, section 2.2.
 */
export function kaimingUniform(
  shape: Shape,
  { gain = Math.SQRT2, mode = "fanIn", ...source }: KaimingOptions = {},
): Tensor {
  const bound = Math.sqrt(3) * deviation("kaimingUniform", shape, gain, mode);
  return rand(shape, { low: -bound, high: bound, ...source });
}

/**
 * Normal with mean 0 and standard deviation `gain / √fan`, gain √2 by default; see `kaimingUniform`.
 *
 * Shapes: a weight `[out, in, …]`. Throws `ShapeError` for fewer than two axes, `ValueError` for an unknown mode or a gain that
 * is not finite and above 0.
 */
export function kaimingNormal(
  shape: Shape,
  { gain = Math.SQRT2, mode = "fanIn", ...source }: KaimingOptions = {},
): Tensor {
  return randn(shape, { standardDeviation: deviation("kaimingNormal", shape, gain, mode), ...source });
}

function deviation(op: string, shape: Shape, gain: number, mode: FanMode): number {
  checkValue(op, "gain", gain, gain > 0 && Number.isFinite(gain), "a finite number above 0");
  const fan = fansOf(op, shape)[mode];
  checkValue(op, "mode", mode, fan !== undefined, '"fanIn" or "fanOut"');
  return gain / Math.sqrt(fan);
}
