import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Persistent } from "../tensor/persistent.ts";
import type { Evaluation, Metrics } from "./metrics/metric.ts";

/** What `fit` is about to do. */
export interface TrainBegin {
  readonly epochs: number;
  readonly batchSize: number;
  /** Batches of an epoch; null for a pipeline that nobody knows the length of. */
  readonly batches: number | null;
  /** Samples to train with, and to validate with, 0 if there are none; null for such a pipeline. */
  readonly samples: number | null;
  readonly validationSamples: number | null;
  /** Where a run that resumes stands: records of its complete epochs, batches of the epoch behind these, and of all. Else nothing, and 0. */
  readonly history: readonly EpochEnd[];
  readonly batch: number;
  readonly seen: number;
  /** Batches of the last complete epoch: fewer than others have, if it was stopped. */
  readonly last: number;
}

/** The epoch that begins, counted from 1. */
export interface EpochBegin {
  readonly epoch: number;
}

/** A batch that was trained with. */
export interface BatchEnd {
  readonly epoch: number;
  /** Counted from 1 in each epoch. */
  readonly batch: number;
  /** Mean loss of the batch's samples, before the step. */
  readonly loss: number;
  /** Samples of the epoch so far, and figures over them. */
  readonly samples: number;
  readonly soFar: Evaluation;
  /** Duration of the step, without fetching the batch and without callbacks. */
  readonly seconds: number;
}

/** What an epoch gave: a line of the history. Plain data. */
export interface EpochEnd<M extends Metrics = Metrics> extends Evaluation<M> {
  /** Counted from 1. `loss` and `metrics` are figures over its batches, while the parameters moved. */
  readonly epoch: number;
  /** Figures over the validation data after the epoch; null if there are none. */
  readonly validation: Evaluation<M> | null;
  /** Duration, with validation. */
  readonly seconds: number;
  /** Samples trained with in a second, without validation. */
  readonly samplesPerSecond: number;
}

/** How training ended. */
export interface TrainEnd {
  readonly history: readonly EpochEnd[];
  /** What `fit` throws; undefined unless it throws. */
  readonly error: unknown;
}

/** Training under way, as callbacks see it. */
export interface Training {
  /** What is trained, and what moves it: `optimizer.groups` tell the learning rates of the last step. */
  readonly model: Module;
  readonly optimizer: Optimizer;
  /**
   * Everything that training goes on from, to the bit, as the bytes of a safetensors file: parameters, states, optimizer, generators,
   * the order of samples, the history, epoch and batch. `fit({ resume })` takes it.
   */
  checkpoint(): Uint8Array<ArrayBuffer>;
}

/** `"stop"` ends training: after a batch, the epoch ends there, is validated and counted. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- most callbacks answer nothing
export type Answer = void | "stop";

/**
 * What `fit` calls as it goes, each if it is there, those of several callbacks in the order in which they are listed. Promises are waited for. What is thrown ends
 * training, and `fit` throws it.
 *
 *     const untilGood = { onEpochEnd: ({ loss }) => (loss < 0.01 ? "stop" : undefined) } satisfies Callback;
 */
export interface Callback {
  /** What checkpoints hold of the callback, by name; a run that resumes needs the same callbacks that have some, in the same order. */
  readonly kept?: ReadonlyMap<string, Persistent>;
  onTrainBegin?(begin: TrainBegin, training: Training): void | Promise<void>;
  onEpochBegin?(begin: EpochBegin): void | Promise<void>;
  onBatchEnd?(end: BatchEnd, training: Training): Answer | Promise<Answer>;
  onEpochEnd?(end: EpochEnd, training: Training): Answer | Promise<Answer>;
  /** Called in any case, also when training failed or was aborted. */
  onTrainEnd?(end: TrainEnd): void | Promise<void>;
}

/** Calls one after the other, waiting for each. Answers whether one of them wants to stop. */
export async function notify(
  callbacks: readonly Callback[],
  call: (callback: Callback) => Answer | undefined | Promise<Answer>,
): Promise<boolean> {
  let stop = false;
  for (const callback of callbacks) if ((await call(callback)) === "stop") stop = true;
  return stop;
}
