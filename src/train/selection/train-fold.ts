import { ValueError } from "../../base/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { Subset } from "../../data/subset.ts";
import { Module } from "../../nn/module.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { defaultGenerator, manualSeed } from "../../tensor/generator.ts";
import { evaluate } from "../evaluate.ts";
import { fit } from "../fit.ts";
import type { Metrics } from "../metrics/metric.ts";
import type { FitOptions } from "../options.ts";
import { callbacksOf, type TrainerDefinition } from "../trainer.ts";
import type { FoldRecord } from "./records.ts";

/** Options of `fit` that hold for every training of a selection. */
export type FoldFitOptions = Partial<Pick<FitOptions, "epochs" | "batchSize" | "shuffle" | "compile">>;

/** A training of a selection: plain data, so that it may happen in a worker. */
export interface FoldTask<S = unknown> {
  readonly settings: S;
  /** Seeds everything random in it. */
  readonly seed: number;
  /** Samples of the dataset to train with, and to validate with. */
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly fit: FoldFitOptions;
}

/**
 * Trains a new model, takes its figures, and frees it. What it gives depends on the definition, the data and the task alone; the default
 * generator is left as it was.
 */
export async function trainFold<M extends Metrics, S>(
  definition: TrainerDefinition<M, S>,
  data: Dataset,
  task: FoldTask<S>,
  signal: AbortSignal | undefined,
): Promise<FoldRecord<M>> {
  const start = performance.now();
  const { loss, metrics = {} as M, prepare } = definition;
  const { settings, seed } = task;
  const generator = defaultGenerator();
  const before = generator.save();
  let model: Module | undefined;
  let optimizer: Optimizer | undefined;
  try {
    manualSeed(seed);
    const parts = { train: new Subset(data, task.train), validation: new Subset(data, task.validation) };
    const { train, validation } = prepare === undefined ? parts : await prepare(parts, settings);
    model = await built(definition, settings);
    optimizer = definition.optimizer(model, settings);
    const options = { ...definition.fitOptions?.(settings), ...task.fit } as FitOptions;
    const callbacks = callbacksOf(definition, model, settings);
    const history = await fit(model, train, { ...options, loss, optimizer, callbacks, metrics, seed, signal });
    const { compile = true } = options;
    const figures = await evaluate(model, train, { loss, metrics, signal, compile });
    const unseen = await evaluate(model, validation, { loss, metrics, signal, compile });
    const seconds = (performance.now() - start) / 1000;
    return { ...figures, validation: unseen, epochs: history.length, seconds };
  } finally {
    optimizer?.dispose();
    model?.dispose();
    generator.restore(before);
  }
}

/** The model of a definition. Throws `ValueError` unless it is a module. */
export async function built<S>(definition: TrainerDefinition<Metrics, S>, settings: S): Promise<Module> {
  const model: unknown = await definition.build(settings);
  if (model instanceof Module) return model;
  throw new ValueError(`trainer: build gives ${typeof model}, expected a module such as new Sequential(…)`);
}
