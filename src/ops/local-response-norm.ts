import { noGrad, record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType } from "../tensor/check.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { add } from "./add.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/** Options of `localResponseNorm`. */
export interface LocalResponseNormOptions {
  /** Factor of the mean square; default 1e-4. */
  readonly alpha?: number;
  /** Power of the divisor; default 0.75. */
  readonly beta?: number;
  /** Added to the divisor; default 1. */
  readonly k?: number;
}

/**
 * Local response normalization: `y = x / (k + α / size · Σ x²)^β`, over a window of `size` channels around each, as far as there are any:
 * from ⌊size / 2⌋ before it to ⌊(size − 1) / 2⌋ behind it.
 *
 * Shapes: `x [B, C, ...]` → `y` alike. Gradients: `dx = dy / d^β − 2 α β / size · x · Σ dy · y / d`, for the divisors' bases d, over the
 * windows that the channel is in. Throws `ShapeError` unless x has channels, `DTypeError` unless it is float32, `ValueError` for
 * options out of range.
 * Source: Krizhevsky et al., "ImageNet classification with deep convolutional neural networks", NIPS 2012.
 */
export function localResponseNorm(
  x: Tensor,
  size: number,
  { alpha = 1e-4, beta = 0.75, k = 1 }: LocalResponseNormOptions = {},
): Tensor {
  checkValue("localResponseNorm", "size", size, Number.isSafeInteger(size) && size > 0, "a whole number from 1 on");
  for (const [name, value] of Object.entries({ alpha, beta, k })) {
    checkValue("localResponseNorm", name, value, Number.isFinite(value), "a finite number");
  }
  if (x.rank < 3) throw new ShapeError(`localResponseNorm: x is ${formatShape(x.shape)}, expected [B, C, L, ...]`);
  checkDType("localResponseNorm", "x", x, "float32");
  const [before, after] = [size >> 1, (size - 1) >> 1];
  /** Logarithms of the divisors without their power. */
  const logs = (): Tensor => log(add(mul(windows(x, x, before, after), alpha / size), k));
  const y = scope(() => noGrad(() => mul(x, exp(mul(logs(), -beta)))));
  return record("localResponseNorm", y, [x], (dy) => {
    const d = logs();
    const share = windows(dy, mul(x, exp(mul(d, -beta - 1))), after, before);
    return [sub(mul(dy, exp(mul(d, -beta))), mul(mul(x, share), (2 * alpha * beta) / size))];
  });
}

/** Σ x · z over the channels around each. */
function windows(x: Tensor, z: Tensor, before: number, after: number): Tensor {
  const y = new Tensor(x.shape);
  const [B, C] = x.shape as [number, number];
  if (x.size > 0) {
    launch.channel_windows(y.address, x.address, z.address, C, x.size / (B * C), before, after, B * C);
  }
  return y;
}
