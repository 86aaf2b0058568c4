import type { Metrics } from "../train/metrics/metric.ts";
import type { TrainerDefinition } from "../train/trainer.ts";
import type { InitOptions } from "../wasm/init.ts";

/** What a worker trains, and how: what `expose` takes. `connect` has one model built, `trainerPool` one for each training. */
export interface WorkerDefinition<M extends Metrics = Metrics, S = unknown> extends TrainerDefinition<M, S> {
  /** How to start the worker's engine, its threads for instance; default as it starts by itself, with one. */
  readonly engine?: InitOptions;
}
