import { ValueError } from "../../base/errors.ts";
import { RandomStream } from "../../base/philox.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Answer } from "../callbacks.ts";
import type { Metrics } from "../metrics/metric.ts";
import { type CompleteTrial, crossValidationOf, type FailedTrial, type FoldRecord } from "./records.ts";
import { type FoldFailure, type FoldRunner, runnerOf, type Trainer } from "./runner.ts";
import type { FoldFitOptions } from "./train-fold.ts";

/** The first stream of a seed that belongs to trials: 0 and 1 are for tensors and samples, 2 for settings and sizes. */
const STREAMS = 3;

/** The samples of a fold, by their places in the dataset. */
export interface FoldSamples {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** Settings, and the folds to try them on. */
export interface TrialPlan<S> {
  readonly settings: S;
  readonly folds: readonly FoldSamples[];
}

/** How trials are run. */
export interface TrialOptions<M extends Metrics, S> {
  readonly fit: FoldFitOptions;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  /** Whether one more trial may begin. */
  readonly mayBegin?: () => boolean;
  /** Called with each trial as it ends, one after the other, and waited for. After `"stop"` no other begins. */
  readonly onTrial?: (trial: Outcome<M, S>) => Answer | Promise<Answer>;
}

/** A trial that has ended, and what its first fold that failed threw. */
export interface Outcome<M extends Metrics, S> {
  readonly result: CompleteTrial<M, S> | FailedTrial<S>;
  readonly thrown: unknown;
}

/** A trial under way. */
interface Trial<M extends Metrics, S> extends TrialPlan<S> {
  readonly trial: number;
  readonly results: (FoldRecord<M> | FoldFailure)[];
  begun: number;
  ended: number;
  failed: boolean;
}

/**
 * Runs trials, fold by fold, as many at once as there are slots. Each fold has a seed of its own, from those of the whole, the trial and the
 * fold, so that it does not matter where and when it is trained. Folds that follow one that has failed are left out.
 */
export async function runTrials<M extends Metrics, S>(
  op: string,
  trainer: Trainer<M, S>,
  data: Dataset,
  plans: Iterable<TrialPlan<S>>,
  { fit, seed, signal, mayBegin = () => true, onTrial }: TrialOptions<M, S>,
): Promise<Outcome<M, S>[]> {
  signal?.throwIfAborted();
  const runner: FoldRunner<M, S> = runnerOf(op, trainer, data);
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener("abort", abort);
  const iterator = plans[Symbol.iterator]();
  const outcomes: Outcome<M, S>[] = [];
  let trials = 0;
  let current: Trial<M, S> | null = null;
  let enough = false;
  let told: Promise<void> = Promise.resolve();

  const next = (): readonly [trial: Trial<M, S>, fold: number] | null => {
    if (current === null || current.failed || current.begun === current.folds.length) {
      const plan = enough || !mayBegin() ? undefined : iterator.next();
      if (plan === undefined || plan.done === true) return null;
      current = { ...plan.value, trial: trials++, results: [], begun: 0, ended: 0, failed: false };
    }
    return [current, current.begun++];
  };
  const end = (trial: Trial<M, S>): Promise<void> => {
    const outcome = outcomeOf(trial);
    outcomes[trial.trial] = outcome;
    told = told.then(async () => {
      if (!stop.signal.aborted && (await onTrial?.(outcome)) === "stop") enough = true;
    });
    return told;
  };
  const work = async (): Promise<void> => {
    for (let job = next(); job !== null; job = next()) {
      const [trial, fold] = job;
      const task = { settings: trial.settings, seed: seedOf(seed, trial.trial, fold), ...trial.folds[fold]!, fit };
      const result = await runner.run(task, stop.signal);
      stop.signal.throwIfAborted();
      trial.results[fold] = result;
      trial.failed ||= "thrown" in result;
      const last = trial.failed ? trial.begun : trial.folds.length;
      if (++trial.ended === last) await end(trial);
    }
  };
  try {
    let first: { readonly error: unknown } | null = null;
    const guarded = (): Promise<void> =>
      work().catch((error: unknown) => {
        first ??= { error };
        stop.abort(error);
      });
    await Promise.all(Array.from({ length: runner.slots }, guarded));
    if (first !== null) throw (first as { error: unknown }).error;
    return outcomes;
  } finally {
    signal?.removeEventListener("abort", abort);
    runner.close();
  }
}

/** Throws `ValueError`, with what the first trial threw as its cause, if all have failed. */
export function checkSome(op: string, outcomes: readonly Pick<Outcome<Metrics, unknown>, "result" | "thrown">[]): void {
  const failed = outcomes.filter(({ result }) => result.error !== null);
  const [first] = failed;
  if (first === undefined || failed.length < outcomes.length) return;
  const { name, message } = first.result.error!;
  throw new ValueError(
    `${op}: all ${failed.length} trials failed, expected one that does not; the first with ${name}: ${message}`,
    { cause: first.thrown },
  );
}

function outcomeOf<M extends Metrics, S>({ trial, settings, results }: Trial<M, S>): Outcome<M, S> {
  const failure = results.find((result) => "thrown" in result);
  if (failure === undefined) {
    const folds = results as FoldRecord<M>[];
    return { result: { trial, settings, ...crossValidationOf(folds), error: null }, thrown: null };
  }
  const { thrown } = failure as FoldFailure;
  const { name, message } = thrown instanceof Error ? thrown : { name: "Error", message: String(thrown) };
  return { result: { trial, settings, error: { name, message } }, thrown };
}

function seedOf(seed: number, trial: number, fold: number): number {
  const random = new RandomStream(seed, STREAMS + trial);
  random.advance(fold);
  return random.uint32();
}
