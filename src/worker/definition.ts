import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Callback } from "../train/callbacks.ts";
import type { Metrics } from "../train/metrics/metric.ts";
import type { Loss } from "../train/step.ts";
import type { InitOptions } from "../wasm/init.ts";

/** What a worker trains, and how: what `expose` takes. */
export interface TrainerDefinition<M extends Metrics = Metrics, S = unknown> {
  /** Makes the model, once, from the settings that `connect` was given. */
  readonly build: (settings: S) => Module | Promise<Module>;
  /** What a batch's output costs, as a scalar: its mean over the samples. */
  readonly loss: Loss;
  /** Makes what moves the model's parameters, once. */
  readonly optimizer: (model: Module, settings: S) => Optimizer;
  /** Further figures, by name; default none. */
  readonly metrics?: M;
  /** What `fit` calls in the worker as it goes, before the page's own callbacks; default nothing. */
  readonly callbacks?: readonly Callback[];
  /** How to start the worker's engine, its threads for instance; default as it starts by itself, with one. */
  readonly engine?: InitOptions;
}

/** The metrics of a definition. */
export type MetricsOf<T> = T extends TrainerDefinition<infer M, never> ? M : never;

/** What `connect` takes besides the worker: the settings of a definition, if its functions want any. */
export type SettingsOf<T> =
  T extends TrainerDefinition<Metrics, infer S> ? (undefined extends S ? [settings?: S] : [settings: S]) : never;
