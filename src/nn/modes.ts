import type { Module } from "./module.ts";

/** Remembers which modules in `model` are in training mode. Calling the result puts each back into its own mode. */
export function saveModes(model: Module): () => void {
  const modes = Array.from(model.namedModules(), ([, module]) => [module, module.training] as const);
  return () => {
    for (const [module, training] of modes) module.training = training;
  };
}
