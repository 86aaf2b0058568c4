import { checkValue } from "../../base/check.ts";
import { ValueError } from "../../base/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Metrics } from "../metrics/metric.ts";
import type { Trainer } from "./runner.ts";
import { search, type SearchOptions, type SearchResult } from "./search.ts";

/** Options of `gridSearch`. */
export interface GridSearchOptions<M extends Metrics = Metrics, S = unknown> extends SearchOptions<M, S> {
  /** The values of each setting that are tried. */
  readonly settings: { readonly [K in keyof S]: readonly S[K][] };
}

/**
 * Tries all combinations of settings by cross-validation, and ranks them; the last setting changes fastest. As scikit-learn's
 * `GridSearchCV`. Folds are trained in parallel if the trainer is a pool of workers, with the same figures.
 *
 *     const { best } = await gridSearch(trainer, data, {
 *       settings: { hidden: [16, 64], learningRate: [1e-3, 1e-2] },
 *       epochs: 20, seed: 1, monitor: "validation.accuracy", mode: "max",
 *     });
 *     const model = trainer.build(best.settings);
 *     await fit(model, data, { ...trainer, optimizer: trainer.optimizer(model, best.settings), epochs: 20 });
 *
 * The score of the best of many is too good by chance: a test set of its own, which the search has not seen, tells what it is worth. A trial that
 * fails, because its loss is not a number for instance, is recorded with its error. Models are freed.
 *
 * Throws as `crossValidate`, `ValueError` for settings that have no values, a figure that there is not, and if all trials fail.
 */
export async function gridSearch<M extends Metrics, S>(
  trainer: Trainer<M, S>,
  data: Dataset,
  options: GridSearchOptions<M, NoInfer<S>>,
): Promise<SearchResult<M, S>> {
  const names = checkSettings("gridSearch", options.settings);
  for (const name of names) {
    const values: unknown = options.settings[name as keyof S];
    checkValue("gridSearch", `settings.${name}`, typeof values, Array.isArray(values), "a list of values");
  }
  return search("gridSearch", trainer, data, () => combinations<S>(names, options.settings), options);
}

/** The names of settings. Throws `ValueError` if there are none, or one has an empty list of values. */
export function checkSettings(op: string, settings: object | undefined): string[] {
  const entries = Object.entries(settings ?? {});
  if (entries.length === 0)
    throw new ValueError(`${op}: settings are empty, expected at least one; or use crossValidate`);
  for (const [name, values] of entries) {
    const isEmpty = Array.isArray(values) && values.length === 0;
    checkValue(op, `settings.${name}`, "an empty list", !isEmpty, "at least one value");
  }
  return entries.map(([name]) => name);
}

function* combinations<S>(names: readonly string[], settings: object): Generator<S, void, undefined> {
  const lists = names.map((name) => settings[name as never] as readonly unknown[]);
  const count = lists.reduce((product, { length }) => product * length, 1);
  for (let i = 0; i < count; i++) yield combination<S>(names, lists, i);
}

/** The i-th combination of the values in the lists, the last of which changes fastest. */
export function combination<S>(names: readonly string[], lists: readonly (readonly unknown[])[], i: number): S {
  const entries: [string, unknown][] = [];
  for (let k = lists.length - 1; k >= 0; k--) {
    entries.unshift([names[k]!, lists[k]![i % lists[k]!.length]]);
    i = Math.floor(i / lists[k]!.length);
  }
  return Object.fromEntries(entries) as S;
}
