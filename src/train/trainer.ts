import type { Dataset } from "../data/dataset.ts";
import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Callback } from "./callbacks.ts";
import { checkFunction } from "./check.ts";
import type { Metrics } from "./metrics/metric.ts";
import type { FitOptions } from "./options.ts";
import type { Loss } from "./step.ts";

/** Samples to train with, and others to validate with. */
export interface TrainingParts {
  readonly train: Dataset;
  readonly validation: Dataset;
}

/** Options of `fit` that a definition may decide. */
export interface TrainerFitOptions extends Partial<
  Omit<FitOptions, "loss" | "optimizer" | "metrics" | "callbacks" | "signal" | "seed" | "resume" | "validation">
> {
  /** A share or number of the samples for training to set apart at random, for early stopping for instance. Default none. */
  readonly validation?: number;
}

/**
 * What is trained, and how, from settings that are plain data: what `crossValidate`, `gridSearch` and their relatives take, and `expose` of
 * `wasmgrad/worker`.
 */
export interface TrainerDefinition<M extends Metrics = Metrics, S = unknown> {
  /** Makes a model, another one at each call. */
  readonly build: (settings: S) => Module | Promise<Module>;
  /** What a batch's output costs, as a scalar: its mean over the samples. */
  readonly loss: Loss;
  /** Makes what moves the model's parameters. */
  readonly optimizer: (model: Module, settings: S) => Optimizer;
  /** Further figures, by name; default none. */
  readonly metrics?: M;
  /** What `fit` calls as it goes; if it is made for each model, such as early stopping, a function that makes it. Default nothing. */
  readonly callbacks?: readonly Callback[] | ((model: Module, settings: S) => readonly Callback[]);
  /** Further options of `fit`, of which those that the caller gives himself go first; default none. */
  readonly fitOptions?: (settings: S) => TrainerFitOptions;
  /**
   * What is learned from data before training, such as scales: gets the parts of each fold of a cross-validation or search, and answers them
   * as the model gets them. What was learned from all data, or from samples to validate with, leaks into the figures, which then are too good:
   *
   *     prepare: ({ train, validation }) => {
   *       const scaler = new StandardScaler().fit(train);
   *       return { train: scaler.transform(train), validation: scaler.transform(validation) };
   *     }
   *
   * Default: as they are. A trainer that `connect` gives takes its data prepared, and does not call it.
   */
  readonly prepare?: (parts: TrainingParts, settings: S) => TrainingParts | Promise<TrainingParts>;
}

/** Throws `ValueError` if a function of a definition is missing. */
export function checkDefinition<M extends Metrics, S>(op: string, definition: TrainerDefinition<M, S>): void {
  checkFunction(op, "build", definition.build, "a function that makes the model");
  checkFunction(op, "loss", definition.loss, "a function of output and targets");
  checkFunction(op, "optimizer", definition.optimizer, "a function that makes one for the model");
}

/** The metrics of a definition. */
export type MetricsOf<T> = T extends TrainerDefinition<infer M, never> ? M : never;

/** The settings of a definition, as an argument that may be left out if its functions want none. */
export type SettingsOf<T> =
  T extends TrainerDefinition<Metrics, infer S> ? (undefined extends S ? [settings?: S] : [settings: S]) : never;

/** The callbacks of a definition for a model. */
export function callbacksOf<S>(
  { callbacks = [] }: TrainerDefinition<Metrics, S>,
  model: Module,
  settings: S,
): readonly Callback[] {
  return typeof callbacks === "function" ? callbacks(model, settings) : callbacks;
}
