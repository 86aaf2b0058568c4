import { ValueError } from "../../base/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Metrics } from "../metrics/metric.ts";
import { checkDefinition, type TrainerDefinition } from "../trainer.ts";
import type { FoldRecord } from "./records.ts";
import { type FoldTask, trainFold } from "./train-fold.ts";

/** Why a fold could not be trained. */
export interface FoldFailure {
  readonly thrown: unknown;
}

/** Where folds of one dataset are trained. */
export interface FoldRunner<M extends Metrics, S> {
  /** How many at the same time. */
  readonly slots: number;
  /** Trains one. Rejects only if no other can be trained either: with the signal's reason, or because there is nobody left to train. */
  run(task: FoldTask<S>, signal: AbortSignal): Promise<FoldRecord<M> | FoldFailure>;
  /** Ends the use of the data. */
  close(): void;
}

/** Workers that share the folds of a selection; `trainerPool` of `wasmgrad/worker` makes one. */
export interface FoldPool<M extends Metrics = Metrics, S = unknown> {
  open(data: Dataset): FoldRunner<M, S>;
}

/** What selection trains: a definition, in this thread; or in workers, a pool of them. */
export type Trainer<M extends Metrics = Metrics, S = unknown> = TrainerDefinition<M, S> | FoldPool<M, S>;

let busy = false;

/** Trains folds of `data`, until it is closed. Throws `ValueError` if the trainer lacks a function, or a selection is under way in this thread, whose random numbers it shares. */
export function runnerOf<M extends Metrics, S>(op: string, trainer: Trainer<M, S>, data: Dataset): FoldRunner<M, S> {
  if ("open" in trainer) return trainer.open(data);
  checkDefinition(op, trainer);
  if (busy) {
    throw new ValueError(
      `${op}: another selection is under way in this thread, expected none; await it, or give each a pool of workers`,
    );
  }
  busy = true;
  return {
    slots: 1,
    async run(task, signal) {
      try {
        return await trainFold(trainer, data, task, signal);
      } catch (thrown) {
        signal.throwIfAborted();
        return { thrown };
      }
    },
    close: () => (busy = false),
  };
}
