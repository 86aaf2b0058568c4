import type { Gradients } from "../autograd/tape.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";

import { checkGradients } from "./support/check-gradients.ts";
import { namedParameters, type Trained } from "./support/named-parameters.ts";
import { checkOrder, normOfEach } from "./support/norms.ts";

/** Options of `gradientNorms`. */
export interface GradientNormsOptions {
  /** Order of the norms: above 0, or Infinity for the largest number; default 2. */
  readonly normType?: number;
}

/**
 * The norm of each gradient by itself, by the path of its parameter in the model; without a model, by its place in `grads`.
 * Parameters without a gradient are left out. A record of tensors `[]`, which a compiled step may return:
 *
 *     const norms = gradientNorms(gradients(loss), model);
 *     for (const [path, norm] of Object.entries(norms)) console.log(path, norm.item());
 *
 * Throws `ValueError` if `grads` are none, or for something else than a model or parameters; `DTypeError` unless gradients are float32.
 */
export function gradientNorms(
  grads: Gradients,
  model?: Trained,
  { normType = 2 }: GradientNormsOptions = {},
): Record<string, Tensor> {
  checkGradients("gradientNorms", grads);
  checkOrder("gradientNorms", "normType", normType);
  const paths =
    model === undefined
      ? [...grads.keys()].map((w, i) => [String(i), w] as const)
      : [...namedParameters("gradientNorms", model)];
  const found = paths.filter(([, w]) => grads.has(w));
  return scope(() => {
    const norms = normOfEach(
      found.map(([, w]) => grads.get(w)!),
      normType,
    );
    return Object.fromEntries(found.map(([path], i) => [path, norms.view([], i)]));
  });
}
