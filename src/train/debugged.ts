import { badIn } from "../autograd/anomaly.ts";
import { ValueError } from "../base/errors.ts";
import { detect } from "../nn/detect-anomaly.ts";
import type { Module } from "../nn/module.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { BatchResult } from "./step.ts";

/**
 * A step that looks at everything it meets: the batch, the model as it was, each op forward and backward, the loss, the gradients, and
 * what became of the model. Throws `ValueError` for the first number that is none; `at` says where training stands.
 */
export function debugged(
  model: Module,
  step: (x: Tensor, y: Tensor) => BatchResult,
  at: () => string,
): (x: Tensor, y: Tensor) => BatchResult {
  const check = (what: string, t: Tensor): void => {
    const bad = badIn(t);
    if (bad !== "") throw new ValueError(`fit: ${at()}, ${what} ${formatShape(t.shape)} holds ${bad}, expected none`);
  };
  const checkModel = (when: string): void => {
    for (const [path, t] of model.namedTensors()) check(`${when} the step, ${path}`, t);
  };
  return (x, y) => {
    check("the batch's input", x);
    check("the batch's target", y);
    checkModel("before");
    const result = detect(`fit: ${at()}, `, () => step(x, y), model);
    checkModel("after");
    return result;
  };
}
