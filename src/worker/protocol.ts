// What a page and its worker say to each other.

import type { Column } from "../data/array-dataset.ts";
import type { Answer, BatchEnd, EpochEnd } from "../train/callbacks.ts";
import type { EvaluateOptions } from "../train/evaluate.ts";
import type { FitOptions } from "../train/options.ts";
import type { FoldRecord } from "../train/selection/records.ts";
import type { FoldTask } from "../train/selection/train-fold.ts";
import type { Evaluation, Metrics } from "../train/metrics/metric.ts";
import type { Shape } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import type { EngineReport } from "../wasm/init.ts";

/** A dataset in typed arrays. */
export interface Samples {
  readonly x: Column;
  readonly y: Column;
}

/** A tensor's numbers outside of the engine, row by row. */
export interface Numbers {
  readonly data: TypedArray;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What training gave. */
export interface FitResult<M extends Metrics = Metrics> {
  /** A record of each epoch. */
  readonly history: readonly EpochEnd<M>[];
  /** Parameters and states as they are now: the bytes of a safetensors file. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** Options of `fit` that are plain data. */
export type PlainFitOptions = Pick<
  FitOptions,
  "epochs" | "batchSize" | "clipNorm" | "clipValue" | "shuffle" | "seed" | "compile" | "debug"
>;

/** Options of `evaluate` and `predict` that are plain data. */
export type PlainOptions = Pick<EvaluateOptions, "batchSize" | "compile">;

/** What a training needs besides its samples. */
export interface FitRequest extends PlainFitOptions {
  readonly validation: Samples | number | undefined;
  /** Whether the page wants to hear of batches, and of epochs. */
  readonly batches: boolean;
  readonly epochEnds: boolean;
}

/** What the worker answers to. `call` is the page's number for a piece of work, by which it can be aborted. */
export interface WorkerFunctions {
  start(settings: unknown): Promise<EngineReport>;
  /** Instead of `start`, for a pool: there is no model until a fold is trained. */
  enlist(): Promise<EngineReport>;
  /** Keeps samples under a number of the pool's, until they are dropped. */
  hold(id: number, data: Samples): void;
  drop(id: number): void;
  trainFold(call: number, id: number, task: FoldTask): Promise<FoldRecord>;
  fit(call: number, data: Samples, request: FitRequest): Promise<FitResult>;
  evaluate(call: number, data: Samples, options: PlainOptions): Promise<Evaluation>;
  predict(call: number, x: Column, options: PlainOptions): Promise<Numbers>;
  weights(): Uint8Array<ArrayBuffer>;
  load(weights: Uint8Array): void;
  abort(call: number): void;
}

/** What the page answers to. */
export interface PageFunctions {
  onBatches(call: number, ends: readonly BatchEnd[]): Promise<void>;
  onEpochEnd(call: number, end: EpochEnd): Promise<Answer>;
}
