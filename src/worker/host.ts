import { EngineError, ValueError } from "../base/errors.ts";
import { ArrayDataset, type Column } from "../data/array-dataset.ts";
import { decode, encode } from "../io/safetensors.ts";
import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { scope } from "../tensor/scope.ts";
import type { BatchEnd, Callback } from "../train/callbacks.ts";
import { evaluate } from "../train/evaluate.ts";
import { fit } from "../train/fit.ts";
import type { Evaluation } from "../train/metrics/metric.ts";
import { predict } from "../train/predict.ts";
import type { FoldRecord } from "../train/selection/records.ts";
import { built, type FoldTask, trainFold } from "../train/selection/train-fold.ts";
import { callbacksOf } from "../train/trainer.ts";
import { type EngineReport, init } from "../wasm/init.ts";
import { move } from "./channel.ts";
import type { WorkerDefinition } from "./definition.ts";
import type {
  FitRequest,
  FitResult,
  Numbers,
  PageFunctions,
  PlainOptions,
  Samples,
  WorkerFunctions,
} from "./protocol.ts";

/** How often the page hears of batches at most, in milliseconds. */
const INTERVAL = 50;

/** What `connect` has made. */
interface Made {
  readonly model: Module;
  readonly optimizer: Optimizer;
  readonly settings: unknown;
}

/** What runs in the worker: a model, and the work that a page asks for. */
export class Host implements WorkerFunctions {
  readonly #definition: WorkerDefinition;
  readonly #page: () => PageFunctions;
  readonly #running = new Map<number, AbortController>();
  /** Samples that a pool has sent, by its numbers for them. */
  readonly #held = new Map<number, ArrayDataset>();
  #made: Made | null = null;
  #connected = false;
  #trains = false;

  constructor(definition: WorkerDefinition, page: () => PageFunctions) {
    this.#definition = definition;
    this.#page = page;
  }

  async start(settings: unknown): Promise<EngineReport> {
    const report = await this.enlist();
    const model = await built(this.#definition, settings);
    this.#made = { model, optimizer: this.#definition.optimizer(model, settings), settings };
    return report;
  }

  async enlist(): Promise<EngineReport> {
    if (this.#connected) throw new EngineError("connect: the worker is connected already, expected a new one");
    this.#connected = true;
    return init(this.#definition.engine ?? {});
  }

  hold(id: number, data: Samples): void {
    this.#held.set(id, datasetOf(data));
  }

  drop(id: number): void {
    this.#held.delete(id);
  }

  trainFold(call: number, id: number, task: FoldTask): Promise<FoldRecord> {
    return this.#run(call, (signal) => trainFold(this.#definition, this.#held.get(id)!, task, signal));
  }

  fit(call: number, data: Samples, request: FitRequest): Promise<FitResult> {
    return this.#run(call, async (signal) => {
      if (this.#trains) throw new ValueError("fit: a training is under way, expected none; await it, or abort it");
      const { validation, batches, epochEnds, ...options } = request;
      const { loss, metrics = {}, fitOptions } = this.#definition;
      const { model, optimizer, settings } = this.#ready;
      const given = typeof validation === "object" ? datasetOf(validation) : validation;
      this.#trains = true;
      try {
        const history = await fit(model, datasetOf(data), {
          ...fitOptions?.(settings),
          ...options,
          ...(given !== undefined && { validation: given }),
          loss,
          optimizer,
          metrics,
          callbacks: [...callbacksOf(this.#definition, model, settings), this.#progress(call, batches, epochEnds)],
          signal,
        });
        const weights = this.weights();
        return move({ history, weights }, [weights.buffer]);
      } finally {
        this.#trains = false;
      }
    });
  }

  evaluate(call: number, data: Samples, options: PlainOptions): Promise<Evaluation> {
    const { loss, metrics = {} } = this.#definition;
    return this.#run(call, (signal) =>
      evaluate(this.#ready.model, datasetOf(data), { ...options, loss, metrics, signal }),
    );
  }

  predict(call: number, x: Column, options: PlainOptions): Promise<Numbers> {
    return this.#run(call, async (signal) => {
      const count = x.data.length / x.shape.reduce((size, n) => size * n, 1);
      const inputs = new ArrayDataset(x, new Int32Array(count)); // targets are left alone
      using y = await predict(this.#ready.model, inputs, { ...options, signal });
      const { data, shape, dtype } = y;
      return move({ data, shape, dtype }, [data.buffer]);
    });
  }

  weights(): Uint8Array<ArrayBuffer> {
    const bytes = encode(this.#ready.model.namedTensors());
    return move(bytes, [bytes.buffer]);
  }

  load(weights: Uint8Array): void {
    scope(() => this.#ready.model.load(decode(weights).tensors));
  }

  abort(call: number): void {
    this.#running.get(call)?.abort();
  }

  get #ready(): Made {
    if (this.#made === null)
      throw new ValueError("expose: the model is not built, expected a page that connects first");
    return this.#made;
  }

  async #run<T>(call: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#running.set(call, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#running.delete(call);
    }
  }

  /** Tells the page how training goes: of batches now and then, in bundles; of each epoch, waiting for the answer. */
  #progress(call: number, batches: boolean, epochEnds: boolean): Callback {
    let ends: BatchEnd[] = [];
    let last = performance.now();
    const send = async (): Promise<void> => {
      const bundle = ends;
      ends = [];
      if (bundle.length > 0) await this.#page().onBatches(call, bundle);
      last = performance.now();
    };
    return {
      ...(batches && {
        onBatchEnd(end) {
          ends.push(end);
          return performance.now() - last < INTERVAL ? undefined : send();
        },
      }),
      onEpochEnd: async (end) => {
        await send();
        return epochEnds ? this.#page().onEpochEnd(call, end) : undefined;
      },
      onTrainEnd: send,
    };
  }
}

function datasetOf({ x, y }: Samples): ArrayDataset {
  return new ArrayDataset(x, y);
}
