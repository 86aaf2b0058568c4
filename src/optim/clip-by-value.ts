import type { Gradients } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkGradients } from "./support/check-gradients.ts";

/**
 * Gradients of which no number is further from 0 than `limit`: `min(max(dw, −limit), limit)`; NaN stays NaN. As PyTorch's
 * `clip_grad_value_`, but gradients are values: these are new.
 *
 *     optimizer.step(clipByValue(gradients(loss), 0.5));
 *
 * Throws `ValueError` unless `limit` is a number from 0 on, or if `grads` are none; `DTypeError` unless they are float32.
 */
export function clipByValue(grads: Gradients, limit: number): Gradients {
  checkGradients("clipByValue", grads);
  checkValue("clipByValue", "limit", limit, limit >= 0, "a number from 0 on");
  return scope(() => {
    const clipped = new Map<Tensor, Tensor>();
    for (const [w, dw] of grads) {
      const y = new Tensor(dw.shape);
      launch.clip(y.address, dw.address, -limit, limit, dw.size);
      clipped.set(w, y);
    }
    return clipped;
  });
}
