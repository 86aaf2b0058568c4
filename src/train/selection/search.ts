import { checkValue } from "../../base/check.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Answer } from "../callbacks.ts";
import type { Metrics } from "../metrics/metric.ts";
import { figureOf } from "../monitored.ts";
import { prepared, type SelectionOptions } from "./options.ts";
import type { CompleteTrial, FailedTrial } from "./records.ts";
import { checkSome, type Outcome, runTrials } from "./run-trials.ts";
import type { Trainer } from "./runner.ts";

/** A trial, and how good it is: the mean over the folds of the figure that is looked at; null if it failed. */
export type ScoredTrial<M extends Metrics = Metrics, S = unknown> =
  (CompleteTrial<M, S> & { readonly score: number }) | (FailedTrial<S> & { readonly score: null });

/** Options of `gridSearch` and `randomSearch`. */
export interface SearchOptions<M extends Metrics = Metrics, S = unknown> extends SelectionOptions {
  /** The figure that is looked at: "validation.loss", "validation.accuracy", …, of training "loss" or a metric's name; default "validation.loss". */
  readonly monitor?: string;
  /** Whether smaller or larger is better; default "min". */
  readonly mode?: "min" | "max";
  /** After how many seconds no other trial begins; those that have begun are brought to their end. Default none. */
  readonly seconds?: number;
  /** Called with each trial as it ends, and waited for. After `"stop"` no other begins. */
  onTrial?(trial: ScoredTrial<M, S>): Answer | Promise<Answer>;
}

/** What a search found. Plain data. */
export interface SearchResult<M extends Metrics = Metrics, S = unknown> {
  /** All trials in their order; ranks are counted from 1, equal ones share one, and those that failed share the last. */
  readonly trials: readonly (ScoredTrial<M, S> & { readonly rank: number })[];
  /** The first trial of rank 1. */
  readonly best: CompleteTrial<M, S> & { readonly score: number; readonly rank: number };
}

/** Tries settings, one after the other, and ranks them. */
export async function search<M extends Metrics, S>(
  op: string,
  trainer: Trainer<M, S>,
  data: Dataset,
  settings: (seed: number) => Iterable<S>,
  options: SearchOptions<M, S>,
): Promise<SearchResult<M, S>> {
  const { monitor = "validation.loss", mode = "min", seconds = Infinity, onTrial } = options;
  checkValue(op, "mode", mode, mode === "min" || mode === "max", "min or max");
  checkValue(op, "seconds", seconds, seconds > 0, "a number above 0");
  const { folds, trials } = prepared(op, data, options);
  const plans = function* () {
    for (const each of settings(trials.seed)) yield { settings: each, folds };
  };
  const start = performance.now();
  let begun = 0;
  const outcomes: (Outcome<M, S> & { readonly result: ScoredTrial<M, S> })[] = [];
  await runTrials(op, trainer, data, plans(), {
    ...trials,
    mayBegin: () => begun++ === 0 || performance.now() - start < 1000 * seconds,
    async onTrial(outcome) {
      const result = scored(op, outcome.result, monitor);
      outcomes[result.trial] = { result, thrown: outcome.thrown };
      return onTrial?.(result);
    },
  });
  checkSome(op, outcomes);
  const all = outcomes.map(({ result }) => result);
  const isBetter = ({ score: a }: ScoredTrial<M, S>, { score: b }: ScoredTrial<M, S>): boolean =>
    a !== null && (b === null || (mode === "min" ? a < b : a > b));
  const ranked = all.map((trial) => ({ ...trial, rank: 1 + all.filter((other) => isBetter(other, trial)).length }));
  return { trials: ranked, best: ranked.find(({ rank }) => rank === 1) as SearchResult<M, S>["best"] };
}

/** Throws `ValueError` for a figure that there is not; one that is no finite number makes a trial one that failed. */
function scored<M extends Metrics, S>(
  op: string,
  trial: CompleteTrial<M, S> | FailedTrial<S>,
  monitor: string,
): ScoredTrial<M, S> {
  if (trial.error !== null) return { ...trial, score: null };
  const score = figureOf(op, trial.mean, monitor);
  if (Number.isFinite(score)) return { ...trial, score };
  const message = `${op}: ${monitor} is ${score}, expected a finite number`;
  return { trial: trial.trial, settings: trial.settings, error: { name: "ValueError", message }, score: null };
}
