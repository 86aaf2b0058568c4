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
  const modules = Array.from(model.namedModules(), ([, module]) => module);
  const restoreModes = saveModes(model);
  const restoreForwards = modules.map((module) => {
    const own = Object.getOwnPropertyDescriptor(module, "forward");
    const forward = module.forward;
    module.forward = (...args) => {
      const y: unknown = forward.apply(module, args);
      if (y instanceof Tensor) hear(module, y);
      return y as Tensor;
    };
    return () => {
      if (own === undefined) Reflect.deleteProperty(module, "forward");
      else Object.defineProperty(module, "forward", own);
    };
  });
  try {
    model.eval();
    noGrad(() => void model.forward(x, ...more));
  } finally {
    for (const restore of restoreForwards) restore();
    restoreModes();
  }
}
