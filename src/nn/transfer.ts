// Transfer learning: parameters that stay as they are, and models that take a part of another's.

import { ValueError } from "../base/errors.ts";
import { matchesPath, type PathMatch } from "../base/match-path.ts";
import { scope } from "../tensor/scope.ts";
import { assign } from "../tensor/persistent.ts";
import { sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Module } from "./module.ts";

/**
 * Keeps parameters from being trained: gradients and optimizers leave them as they are. Default: all of the model. Answers their paths.
 * Running statistics of normalizations still move in training mode; put those layers in evaluation mode to keep them.
 *
 * Throws `ValueError` if no path of the model is meant.
 */
export function freeze(model: Module, match: PathMatch = ""): string[] {
  return setTrainable("freeze", model, match, false);
}

/** Lets parameters be trained again. Default: all of the model. Answers their paths. Throws as `freeze` does. */
export function unfreeze(model: Module, match: PathMatch = ""): string[] {
  return setTrainable("unfreeze", model, match, true);
}

function setTrainable(op: string, model: Module, match: PathMatch, trainable: boolean): string[] {
  const found = [...model.namedParameters()].filter(([path]) => matchesPath(path, match));
  if (found.length === 0) {
    const paths = Array.from(model.namedParameters(), ([path]) => path);
    throw new ValueError(
      `${op}: ${String(match)} matches no parameter, expected some of ${paths.slice(0, 8).join(", ")}`,
    );
  }
  for (const [, parameter] of found) parameter.trainable = trainable;
  return found.map(([path]) => path);
}

/** Options of `loadMatching`. */
export interface LoadMatchingOptions {
  /** The name that a tensor has in the model, or null to leave it out; default its own. */
  readonly rename?: (name: string) => string | null;
}

/** What `loadMatching` did, by paths in the model. */
export interface LoadedParts {
  readonly loaded: readonly string[];
  /** What the model has and the tensors have not: it stays as it was. */
  readonly missing: readonly string[];
  /** What the tensors have and the model has not. */
  readonly unexpected: readonly string[];
  /** What both have in different shapes or dtypes: it stays as it was. */
  readonly unfit: readonly string[];
}

/**
 * Copies those of `tensors` into the model that it has under the same path, in the same shape and dtype, and tells what became of all
 * others: for a model that shares a part with another. `Module.load` takes all or nothing.
 *
 * Throws `ValueError` if nothing fits, or two tensors get one name.
 */
export function loadMatching(
  model: Module,
  tensors: ReadonlyMap<string, Tensor>,
  { rename = (name) => name }: LoadMatchingOptions = {},
): LoadedParts {
  const targets = model.namedTensors();
  const given = new Map<string, Tensor>();
  for (const [name, t] of tensors) {
    const path = rename(name);
    if (path === null) continue;
    if (given.has(path)) throw new ValueError(`loadMatching: two tensors become ${path}, expected one; mend rename`);
    given.set(path, t);
  }
  const fits = (path: string, t: Tensor) =>
    sameShape(targets.get(path)!.shape, t.shape) && targets.get(path)!.dtype === t.dtype;
  const common = [...given].filter(([path]) => targets.has(path));
  const loaded = common.filter(([path, t]) => fits(path, t));
  if (loaded.length === 0) {
    throw new ValueError(
      `loadMatching: none of ${given.size} tensors fits, expected some like ${[...targets.keys()].slice(0, 8).join(", ")}`,
    );
  }
  scope(() => {
    for (const [path, t] of loaded) assign(targets.get(path)!, t);
  });
  return {
    loaded: loaded.map(([path]) => path),
    missing: [...targets.keys()].filter((path) => !given.has(path)),
    unexpected: [...given.keys()].filter((path) => !targets.has(path)),
    unfit: common.filter(([path, t]) => !fits(path, t)).map(([path]) => path),
  };
}
