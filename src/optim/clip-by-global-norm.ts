import type { Gradients } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { full } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkGradients } from "./support/check-gradients.ts";
import { checkOrder, normOfAll } from "./support/norms.ts";

/** Options of `clipByGlobalNorm`. */
export interface ClipNormOptions {
  /** Order of the norm: above 0, or Infinity for the largest number; default 2. */
  readonly normType?: number;
  /** Whether a norm that is NaN or infinite is an error; default false. It is read for that, so not in compiled steps. */
  readonly errorIfNonFinite?: boolean;
}

/** Gradients that were scaled, and the norm that they had. */
export interface Clipped {
  readonly grads: Gradients;
  /** Of all gradients together, before they were scaled: `[]`. */
  readonly norm: Tensor;
}

/** Added to the norm before it divides, as in PyTorch. */
const EPSILON = 1e-6;

/**
 * Scales gradients so that their norm, of all numbers of all of them together, is at most `maxNorm`: each by
 * `min(1, maxNorm / (norm + 1e-6))`. As PyTorch's `clip_grad_norm_`, but gradients are values: these are new.
 *
 *     const { grads, norm } = clipByGlobalNorm(gradients(loss), 1);
 *     optimizer.step(grads);
 *
 * A NaN among the gradients makes all of them NaN; an infinite one makes itself NaN and all others 0. The same bits on any number
 * of threads.
 *
 * Throws `ValueError` unless `maxNorm` is a number from 0 on, if `grads` are none, and for a norm that is not finite if
 * `errorIfNonFinite`; `DTypeError` unless gradients are float32.
 * Source: Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
 */
export function clipByGlobalNorm(
  grads: Gradients,
  maxNorm: number,
  { normType = 2, errorIfNonFinite = false }: ClipNormOptions = {},
): Clipped {
  checkGradients("clipByGlobalNorm", grads);
  checkValue("clipByGlobalNorm", "maxNorm", maxNorm, maxNorm >= 0, "a number from 0 on");
  checkOrder("clipByGlobalNorm", "normType", normType);
  return scope(() => {
    const norm = normOfAll([...grads.values()], normType);
    if (errorIfNonFinite) {
      const value = norm.item();
      checkValue(
        "clipByGlobalNorm",
        "the norm",
        value,
        Number.isFinite(value),
        "a finite number; lower the learning rate",
      );
    }
    const share = shareOf(norm, maxNorm);
    const scaled = new Map<Tensor, Tensor>();
    for (const [w, dw] of grads) {
      const y = new Tensor(dw.shape);
      launch.mul(y.address, dw.address, share.address, 1, dw.size, 0, 0, 1, 0, 0, 0, dw.size);
      scaled.set(w, y);
    }
    return { grads: scaled, norm };
  });
}

/** min(1, maxNorm / (norm + ε)). */
function shareOf(norm: Tensor, maxNorm: number): Tensor {
  const y = full([], EPSILON);
  launch.add(y.address, y.address, norm.address, 1, 1, 0, 0, 1, 0, 0, 1, 1);
  launch.div(y.address, full([], maxNorm).address, y.address, 1, 1, 0, 0, 1, 0, 0, 1, 1);
  launch.clip(y.address, y.address, -Infinity, 1, 1);
  return y;
}
