import { ValueError } from "../base/errors.ts";
import { RandomStream } from "../base/philox.ts";
import { batches } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { BatchReader } from "../data/pipeline/batch-reader.ts";
import { Pipeline } from "../data/pipeline/pipeline.ts";
import { split } from "../data/split.ts";
import { streamOf } from "../data/stream.ts";
import type { Module } from "../nn/module.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Persistent } from "../tensor/persistent.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { accumulatingStep } from "./accumulate.ts";
import { type BatchEnd, type Callback, type EpochEnd, notify, type Training } from "./callbacks.ts";
import {
  encodeCheckpoint,
  type Plan,
  restoreCheckpoint,
  type Standing,
  standingIn,
  type Trained,
} from "./checkpoint.ts";
import { type Batches, type Data, inOrder, notNone } from "./data.ts";
import { debugged } from "./debugged.ts";
import { evaluateIn } from "./evaluate.ts";
import type { FitOptions } from "./options.ts";
import type { Metrics } from "./metrics/metric.ts";
import { Tally } from "./metrics/tally.ts";
import { type Move, moveOf } from "./moving.ts";
import { Pacer } from "./pacer.ts";
import { pass } from "./pass.ts";
import { Session } from "./session.ts";
import { penalized } from "./penalized.ts";
import { type BatchResult, type BatchStep, evaluationStep, trainingStep } from "./step.ts";

/** One call of `fit`: what it works with, and where it stands. The options are checked by `fit`. */
export class TrainingRun<M extends Metrics> implements Training {
  /** Records of the complete epochs. */
  readonly history: EpochEnd<M>[] = [];
  readonly #options: FitOptions<M>;
  readonly #plan: Plan;
  readonly #samples: Data;
  /** Reads the samples of a pipeline; null for a dataset. */
  readonly #reader: BatchReader | null;
  readonly #validation: Data | undefined;
  readonly #splitSeed: number | null;
  readonly #session: Session;
  readonly #move: Move;
  readonly #step: BatchStep;
  readonly #check: BatchStep;
  readonly #trained: Trained;
  readonly #pacer: Pacer;
  /** Draws the order of each epoch; `#order` is where it stood as the epoch at hand began. */
  readonly #random: RandomStream;
  #order;
  #tally: Tally<M> | null = null;
  #batch = 0;
  /** Steps of the optimizer before the epoch at hand. */
  #steps = 0;
  #seen = 0;
  /** Batches of the last complete epoch. */
  #last = 0;

  constructor(model: Module, data: Data, options: FitOptions<M>) {
    const { optimizer, batchSize = 32, accumulate = 1, validation, shuffle = true, seed, resume } = options;
    this.#options = options;
    this.#pacer = new Pacer(optimizer, options);
    this.#session = new Session(model, options.signal);
    const before = resume === undefined ? null : standingIn(resume);
    if (before === null) {
      this.#random = streamOf(seed);
      if (seed !== undefined) for (const [, g] of model.namedGenerators()) g.seed(this.#random.uint32());
      this.#splitSeed = typeof validation === "number" ? this.#random.uint32() : null;
    } else {
      this.#random = new RandomStream(0);
      this.#random.restore(before.order);
      this.#splitSeed = before.splitSeed;
    }
    const parts =
      typeof validation === "number" && !(data instanceof Pipeline)
        ? split(data, { validation, seed: this.#splitSeed ?? 0 })
        : { train: data, validation: validation as Data | undefined };
    this.#samples = parts.train;
    this.#reader = data instanceof Pipeline ? new BatchReader("fit", data, batchSize) : null;
    this.#validation = parts.validation;
    this.#plan = {
      samples: parts.train.length,
      validationSamples: parts.validation === undefined ? 0 : parts.validation.length,
      validation: typeof validation,
      batchSize,
      accumulate,
      shuffle: this.#reader === null && shuffle,
      schedule: this.#pacer.kind,
    };
    const compile = (options.compile ?? true) && options.debug !== true;
    const loss = penalized(options.loss, model, options.penalties);
    this.#move = moveOf(model, optimizer, options);
    this.#step =
      accumulate === 1
        ? trainingStep(model, loss, this.#move, compile)
        : accumulatingStep(model, loss, this.#move, compile, accumulate, () => this.#isLast, batchSize);
    this.#check = evaluationStep(model, loss, compile);
    this.#trained = {
      model,
      optimizer,
      accumulated: this.#step.kept,
      moving: this.#move.kept,
      callbacks: keptBy(options.callbacks),
    };
    this.#order = this.#random.save();
    if (before !== null) this.#resume(resume!, before);
  }

  async train(): Promise<void> {
    const { epochs, callbacks = [] } = this.#options;
    const { samples, validationSamples, batchSize } = this.#plan;
    const begin = {
      ...{ epochs, batchSize, batches: this.#batches, samples, validationSamples },
      ...{ history: [...this.history], batch: this.#batch, seen: this.#seen, last: this.#last },
    };
    await notify(callbacks, (callback) => callback.onTrainBegin?.(begin, this));
    for (let epoch = this.history.length + 1; epoch <= epochs; epoch++) {
      await notify(callbacks, (callback) => callback.onEpochBegin?.({ epoch }));
      this.#session.resume();
      const { record, stop, steps } = await this.#epoch(epoch);
      this.history.push(record);
      this.#pacer.observe(record);
      this.#order = this.#random.save();
      this.#tally = null;
      this.#steps += steps;
      [this.#last, this.#batch] = [this.#batch, 0];
      const enough = await notify(callbacks, (callback) => callback.onEpochEnd?.(record, this));
      this.#session.resume();
      if (stop || enough) break;
    }
  }

  get model(): Module {
    return this.#trained.model;
  }

  get optimizer(): Optimizer {
    return this.#trained.optimizer;
  }

  checkpoint(): Uint8Array<ArrayBuffer> {
    return encodeCheckpoint(this.#trained, {
      plan: this.#plan,
      splitSeed: this.#splitSeed,
      history: this.history,
      batch: this.#batch,
      steps: this.#steps,
      seen: this.#seen,
      last: this.#last,
      order: this.#order,
      tally: this.#tally?.save() ?? null,
      pace: this.#pacer.save(),
    });
  }

  /** Frees what the run keeps, and puts the modules back in their modes. */
  close(): void {
    this.#pacer.close();
    this.#session.close();
    this.#step.dispose();
    this.#move.dispose();
    this.#check.dispose();
  }

  #resume(bytes: Uint8Array, { history, batch, steps, seen, last, tally, pace }: Standing): void {
    try {
      restoreCheckpoint(bytes, this.#trained, this.#plan);
      this.#pacer.restore(pace);
    } catch (error) {
      this.close();
      throw error;
    }
    this.history.push(...(history as EpochEnd<M>[]));
    this.#batch = batch;
    this.#steps = steps;
    this.#seen = seen;
    this.#last = last;
    if (tally !== null) this.#startTally().restore(tally);
  }

  /** Trains one epoch, or what is left of it. Answers its record, whether a callback wants to stop, and the steps of all of it. */
  async #epoch(epoch: number): Promise<{ record: EpochEnd<M>; stop: boolean; steps: number }> {
    const start = performance.now();
    const { batchSize, accumulate } = this.#plan;
    const tally = this.#tally ?? this.#startTally();
    const before = tally.samples;
    const callbacks = (this.#options.callbacks ?? []).filter((callback) => callback.onBatchEnd !== undefined);
    let stop = false;
    let began = 0;
    let isWhole = true;
    this.#session.enter(true);
    this.#step.resume(this.#batch);
    const inner = this.#options.debug === true ? this.#debugged(epoch) : this.#step;
    const step = (x: Tensor, y: Tensor): BatchResult => {
      this.#pacer.enter(epoch - 1, this.#steps + Math.floor(this.#batch / accumulate));
      began = performance.now();
      return inner(x, y);
    };
    await pass(this.#session, this.#rest(epoch), step, tally, (loss) => {
      isWhole = this.#isLast;
      const batch = ++this.#batch;
      this.#seen++;
      checkFinite(loss, epoch, batch);
      if (callbacks.length === 0) return false;
      const seconds = (performance.now() - began) / 1000;
      const end: BatchEnd = { epoch, batch, loss, samples: tally.samples, soFar: tally.result(), seconds };
      return notify(callbacks, (callback) => callback.onBatchEnd?.(end, this)).then((answer) => (stop = answer));
    });
    const trained = (performance.now() - start) / 1000;
    const validation =
      this.#validation === undefined
        ? null
        : await evaluateIn(
            this.#session,
            inOrder("fit: validation", this.#validation, batchSize, this.#options.signal),
            this.#check,
            this.#metrics,
          );
    const seconds = (performance.now() - start) / 1000;
    const samplesPerSecond = (tally.samples - before) / trained;
    // Of an epoch that was stopped, gradients that wait for the rest of their group make no step.
    const steps = (isWhole ? Math.ceil : Math.floor)(this.#batch / accumulate);
    return { record: { epoch, ...tally.result(), validation, seconds, samplesPerSecond }, stop, steps };
  }

  #debugged(epoch: number): (x: Tensor, y: Tensor) => BatchResult {
    return debugged(this.#trained.model, this.#step, () => `at epoch ${epoch}, batch ${this.#batch + 1}`);
  }

  /** The batches of an epoch that were not trained with yet. */
  #rest(epoch: number): Batches {
    const { batchSize, shuffle } = this.#plan;
    const [seed, skip] = [this.#random.uint32(), this.#batch];
    if (this.#reader !== null) {
      const rest = this.#reader.read({ epoch, seed, signal: this.#options.signal }, { skip });
      return skip > 0 ? rest : notNone("fit", rest);
    }
    const samples = this.#samples as Dataset;
    samples.enterEpoch?.(epoch);
    return batches(samples, batchSize, { shuffle, seed, skip });
  }

  /** Whether no batch of the epoch follows the one at hand. */
  get #isLast(): boolean {
    return this.#reader === null ? this.#batch + 1 === this.#batches : this.#reader.isLast;
  }

  #startTally(): Tally<M> {
    this.#tally = new Tally(this.#metrics);
    return this.#tally;
  }

  get #metrics(): M {
    return this.#options.metrics ?? ({} as M);
  }

  /** Batches of an epoch; null if nobody knows. */
  get #batches(): number | null {
    const { samples, batchSize } = this.#plan;
    return samples === null ? null : Math.ceil(samples / batchSize);
  }
}

/** What callbacks keep, under their places among those that keep something. */
function keptBy(callbacks: readonly Callback[] = []): Map<string, Persistent> {
  const keeping = callbacks.flatMap(({ kept }) => (kept === undefined ? [] : [kept]));
  return new Map(keeping.flatMap((kept, i) => Array.from(kept, ([name, t]) => [`${i}.${name}`, t] as const)));
}

function checkFinite(loss: number, epoch: number, batch: number): void {
  if (Number.isFinite(loss)) return;
  throw new ValueError(
    `fit: loss is ${loss} at epoch ${epoch}, batch ${batch}, expected a finite number; lower the learning rate, look for ` +
      "NaN and infinite numbers in the data, or see by debug: true which op makes the first",
  );
}
