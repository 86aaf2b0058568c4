import { noGrad } from "../autograd/tape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { saveModes } from "./modes.ts";
import type { Module } from "./module.ts";

/**
 * Runs the model once on its inputs, in evaluation mode and without gradients, and calls `hear` with each module and what it gives, in the order in
 * which they are done; modules that give no tensor are passed over. Modes and methods are afterwards as before.
 */
export function listen(
  model: Module,
  [x, ...more]: readonly [Tensor, ...Tensor[]],
  hear: (module: Module, y: Tensor) => void,
): void {
  const restoreModes = saveModes(model);
  const restoreForwards = around(model, (module, forward) => {
    const y = forward();
    if (y instanceof Tensor) hear(module, y);
    return y;
  });
  try {
    model.eval();
    noGrad(() => void model.forward(x, ...more));
  } finally {
    restoreForwards();
    restoreModes();
  }
}

/** Has `call` run the forward pass of each module in `model`, and answer for it. Calling the result ends that. */
export function around(model: Module, call: (module: Module, forward: () => unknown) => unknown): () => void {
  const modules = Array.from(model.namedModules(), ([, module]) => module);
  const restores = modules.map((module) => {
    const own = Object.getOwnPropertyDescriptor(module, "forward");
    const forward = module.forward;
    module.forward = (...args) => call(module, () => forward.apply(module, args)) as Tensor;
    return () => {
      if (own === undefined) Reflect.deleteProperty(module, "forward");
      else Object.defineProperty(module, "forward", own);
    };
  });
  return () => restores.forEach((restore) => restore());
}
