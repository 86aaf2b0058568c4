import { checkValue } from "../../base/check.ts";
import { RandomStream } from "../../base/philox.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Metrics } from "../metrics/metric.ts";
import type { Distribution } from "./distributions.ts";
import { checkSettings, combination } from "./grid-search.ts";
import type { Trainer } from "./runner.ts";
import { search, type SearchOptions, type SearchResult } from "./search.ts";

/** Options of `randomSearch`. */
export interface RandomSearchOptions<M extends Metrics = Metrics, S = unknown> extends SearchOptions<M, S> {
  /** What the values of each setting are drawn from: a list, or a distribution such as `logBetween(1e-4, 1e-1)`. */
  readonly settings: { readonly [K in keyof S]: readonly S[K][] | Distribution<S[K]> };
  /** How many to try at most; default 10, or without a limit if there is one of `seconds`. */
  readonly trials?: number;
}

/**
 * Tries settings that are drawn at random, by cross-validation, and ranks them: with the same effort it finds better ones than `gridSearch` where
 * some settings hardly matter. As scikit-learn's `RandomizedSearchCV`: if all settings are lists, no combination is tried twice.
 *
 *     const { best, trials } = await randomSearch(trainer, data, {
 *       settings: { hidden: [16, 32, 64], learningRate: logBetween(1e-4, 1e-1) },
 *       trials: 20, seconds: 600, epochs: 20, seed: 1,
 *     });
 *
 * Which settings are drawn depends on the seed alone. Everything else is as for `gridSearch`. Throws as that does, and `ValueError` unless trials are a
 * whole number from 1 on.
 *
 * Source: Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012.
 */
export async function randomSearch<M extends Metrics, S>(
  trainer: Trainer<M, S>,
  data: Dataset,
  options: RandomSearchOptions<M, NoInfer<S>>,
): Promise<SearchResult<M, S>> {
  const { settings, trials = options.seconds === undefined ? 10 : Infinity } = options;
  const isCount = Number.isInteger(trials) || options.trials === undefined;
  checkValue("randomSearch", "trials", trials, isCount && trials >= 1, "a whole number from 1 on");
  const names = checkSettings("randomSearch", settings);
  const sources = names.map((name) => settings[name as keyof S] as readonly unknown[] | Distribution);
  sources.forEach((source, i) => {
    const isSource = Array.isArray(source) || typeof source === "function";
    checkValue("randomSearch", `settings.${names[i]!}`, typeof source, isSource, "a list of values or a distribution");
  });
  const draws = function* (seed: number): Generator<S, void, undefined> {
    const random = new RandomStream(seed, 2);
    const lists = sources.filter((source) => typeof source !== "function");
    if (lists.length < sources.length) {
      for (let i = 0; i < trials; i++) {
        yield Object.fromEntries(sources.map((source, k) => [names[k]!, drawn(source, random)])) as S;
      }
      return;
    }
    const count = lists.reduce((product, { length }) => product * length, 1);
    const seen = new Set<number>();
    while (seen.size < Math.min(trials, count)) {
      const i = Math.floor(fraction(random) * count);
      if (seen.has(i)) continue;
      seen.add(i);
      yield combination<S>(names, lists, i);
    }
  };
  return search("randomSearch", trainer, data, draws, options);
}

function drawn(source: readonly unknown[] | Distribution, random: RandomStream): unknown {
  const u = fraction(random);
  return typeof source === "function" ? source(u) : source[Math.floor(u * source.length)];
}

/** A number from 0 on and below 1, of 53 bits. */
function fraction(random: RandomStream): number {
  return ((random.uint32() >>> 5) * 2 ** 26 + (random.uint32() >>> 6)) / 2 ** 53;
}
