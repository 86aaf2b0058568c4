import type { Dataset } from "../data/index.ts";
import type { Module } from "../nn/index.ts";
import type { Callback, EpochEnd } from "../train/callbacks.ts";
import { fit } from "../train/fit.ts";
import type { Loss } from "../train/index.ts";
import type { Metrics } from "../train/metrics/index.ts";
import { chosen, OPTIMIZERS, SCHEDULES } from "./choices.ts";
import type { Workplace } from "./into-folder.ts";
import { keeping } from "./keeping.ts";

/** How a model learns. */
export interface Method {
  /** A name in `OPTIMIZERS`. */
  readonly optimizer: string;
  readonly learningRate: number;
  /** A name in `SCHEDULES`; undefined if the learning rate stays. */
  readonly schedule?: string | undefined;
  /** Undefined if gradients stay as they are. */
  readonly clipNorm?: number | undefined;
  readonly epochs: number;
  readonly batchSize: number;
}

/** What a model learns from. */
export interface Lesson {
  readonly samples: Dataset;
  readonly validation: Dataset;
  readonly loss: Loss;
  readonly metrics?: Metrics;
  /** What looks on, before training is kept. */
  readonly callbacks: readonly Callback[];
}

/** What training came to. */
export interface Learned {
  readonly history: readonly EpochEnd[];
  /** Duration of all epochs, with validation. */
  readonly seconds: number;
}

/** Trains a model, from where its run stood if that is gone on with, and keeps where it stands in the folder of the run. */
export async function teach(
  model: Module,
  { samples, callbacks, ...lesson }: Lesson,
  { optimizer, learningRate, schedule = "none", clipNorm, epochs, batchSize }: Method,
  { folder, checkpoint, signal }: Workplace,
): Promise<Learned> {
  const steps = epochs * Math.ceil(samples.length / batchSize);
  const history = await fit(model, samples, {
    ...lesson,
    optimizer: chosen("train", "--optimizer", OPTIMIZERS, optimizer).make(model, learningRate),
    ...chosen("train", "--schedule", SCHEDULES, schedule)(epochs, steps),
    epochs,
    batchSize,
    clipNorm,
    callbacks: [...callbacks, keeping(folder)],
    signal,
    resume: checkpoint ?? undefined,
  });
  return { history, seconds: history.reduce((sum, epoch) => sum + epoch.seconds, 0) };
}
