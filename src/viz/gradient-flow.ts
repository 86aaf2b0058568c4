import type { Gradients } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import type { Module } from "../nn/index.ts";

/** How large the gradients of a parameter are. Plain data. */
export interface GradientSize {
  /** The parameter's path. */
  readonly name: string;
  /** Mean and largest magnitude. */
  readonly mean: number;
  readonly max: number;
}

/**
 * Mean and largest magnitude of each parameter's gradients, in the order of the layers: for `gradientFlowChart`. Parameters without a gradient are left
 * out.
 *
 *     const flow = gradientFlow(model, gradients(crossEntropy(model.forward(x), y)));
 *
 * Throws `ValueError` if no parameter of the model has a gradient.
 */
export function gradientFlow(model: Module, grads: Gradients): GradientSize[] {
  const flow = [...model.namedParameters()].flatMap(([name, parameter]) => {
    const gradient = grads.get(parameter);
    if (gradient === undefined || gradient.size === 0) return [];
    let [sum, max] = [0, 0];
    for (const value of gradient.data) {
      sum += Math.abs(value);
      max = Math.max(max, Math.abs(value));
    }
    return [{ name, mean: sum / gradient.size, max }];
  });
  checkValue("gradientFlow", "grads", "without the model's parameters", flow.length > 0, "a gradient of at least one");
  return flow;
}
