import { featureMaps, type Module } from "../nn/index.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Distribution } from "./histogram-chart.ts";

/** The values of each parameter, by its path: for `histogramChart`. */
export function weightDistributions(model: Module): Distribution[] {
  return Array.from(model.namedParameters(), ([name, parameter]) => ({ name, values: parameter.data }));
}

/**
 * What each layer gives for the batch `x`, by its path and kind, in the order in which they are done: for `histogramChart`. Containers, whose output is that of what
 * they hold, are left out. The model runs once, in evaluation mode; its modes are afterwards as before. Throws what the model throws.
 */
export function activationDistributions(model: Module, x: Tensor): Distribution[] {
  const modules = new Map(model.namedModules());
  const isContainer = (path: string): boolean => [...modules.keys()].some((other) => isInside(other, path));
  return scope(() =>
    Array.from(featureMaps(model, x))
      .filter(([path, y]) => y.size > 0 && !isContainer(path))
      .map(([path, y]) => ({ name: `${path} ${modules.get(path)!.constructor.name}`.trim(), values: y.data })),
  );
}

function isInside(path: string, container: string): boolean {
  return path !== container && (container === "" || path.startsWith(`${container}.`));
}
