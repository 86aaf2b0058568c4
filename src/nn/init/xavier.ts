import { checkValue } from "../../base/check.ts";
import { rand, randn } from "../../tensor/random.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { fansOf } from "./fans.ts";
import type { ScaledOptions } from "./initializer.ts";

/**
 * Uniform in `±gain · √(6 / (fan in + fan out))`, gain 1 by default: signals and gradients keep their variance, on the average
 * of both directions. Also known as Glorot's.
 *
 * Shapes: a weight `[out, in, …]`. Throws `ShapeError` for fewer than two axes, `ValueError` unless gain is finite and above 0.
 * Source: Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
 */
export function xavierUniform(shape: Shape, { gain = 1, ...source }: ScaledOptions = {}): Tensor {
  const bound = Math.sqrt(3) * deviation("xavierUniform", shape, gain);
  return rand(shape, { low: -bound, high: bound, ...source });
}

/**
 * Normal with mean 0 and standard deviation `gain · √(2 / (fan in + fan out))`, gain 1 by default; see `xavierUniform`.
 *
 * Shapes: a weight `[out, in, …]`. Throws `ShapeError` for fewer than two axes, `ValueError` unless gain is finite and above 0.
 */
export function xavierNormal(shape: Shape, { gain = 1, ...source }: ScaledOptions = {}): Tensor {
  return randn(shape, { standardDeviation: deviation("xavierNormal", shape, gain), ...source });
}

function deviation(op: string, shape: Shape, gain: number): number {
  checkValue(op, "gain", gain, gain > 0 && Number.isFinite(gain), "a finite number above 0");
  const { fanIn, fanOut } = fansOf(op, shape);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
}
