import type { SampleData } from "../data/array-dataset.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Answer, BatchEnd, EpochEnd } from "../train/callbacks.ts";
import type { EvaluateOptions } from "../train/evaluate.ts";
import type { Evaluation, Metrics } from "../train/metrics/metric.ts";
import type { EngineReport } from "../wasm/init.ts";
import { move } from "./channel.ts";
import { Connection } from "./connection.ts";
import type { AnyWorker } from "./endpoints.ts";
import { Parcel } from "./parcel.ts";
import type { FitResult, Numbers, PlainFitOptions, PlainOptions } from "./protocol.ts";

/** Options of all work in a worker. */
interface RemoteOptions extends Pick<EvaluateOptions, "signal"> {
  /** Whether the data's arrays move to the worker instead of being copied; then they are empty here. Default false. */
  readonly transfer?: boolean;
}

/** Options of `RemoteTrainer.fit`: those of `fit` that the worker's module has not decided. */
export interface RemoteFitOptions<M extends Metrics = Metrics> extends RemoteOptions, PlainFitOptions {
  /** What to validate with after each epoch: a dataset, or a share or number of samples to set apart at random. Default none. */
  readonly validation?: Dataset | number | undefined;
  /** Called for each batch. News come in bundles, at most 20 a second, and training waits until all of a bundle were seen. */
  onBatchEnd?(end: BatchEnd): void;
  /** Called after each epoch, and waited for. `"stop"` ends training. */
  onEpochEnd?(end: EpochEnd<M>): Answer | Promise<Answer>;
}

/** Options of `RemoteTrainer.evaluate` and `RemoteTrainer.predict`, as there are without a worker. */
export interface RemoteWorkOptions extends RemoteOptions, PlainOptions {}

/** What the page does about a piece of work. */
interface Work {
  readonly onBatchEnd?: ((end: BatchEnd) => void) | undefined;
  readonly onEpochEnd?: ((end: EpochEnd) => Answer | Promise<Answer>) | undefined;
  /** What a callback threw, which ends the work. */
  thrown?: { readonly error: unknown };
}

/**
 * A model that lives and learns in a worker, as `connect` gives it. Each call waits for the worker to be ready, and is
 * rejected with what was thrown there: of the same class, name and message if the library or the language has the class.
 * It is an `EngineError` if the worker cannot start, has ended, or was terminated.
 */
export class RemoteTrainer<M extends Metrics = Metrics> {
  readonly #connection: Connection;
  readonly #started: Promise<EngineReport>;
  readonly #works = new Map<number, Work>();

  /** `connect` calls it. */
  constructor(worker: AnyWorker, settings: unknown) {
    this.#connection = new Connection(worker, {
      onBatches: (call, ends) => this.#tell(call, ({ onBatchEnd }) => ends.forEach((end) => onBatchEnd?.(end))),
      onEpochEnd: (call, end) => this.#tell(call, ({ onEpochEnd }) => onEpochEnd?.(end)),
    });
    this.#started = this.#connection.remote.start(settings);
    this.#started.catch(() => undefined); // each call tells
  }

  /** What the worker's engine runs with, and why not with more. */
  engine(): Promise<EngineReport> {
    return this.#started;
  }

  /**
   * Trains the model as `fit` does. Answers the history, and the weights.
   *
   * An aborted signal ends training after the batch at hand; the promise is rejected with its reason, and the model keeps what
   * it has learnt. So it does if a callback throws. Throws `ValueError` if a training is under way, else as `fit` does.
   */
  fit(data: Dataset, options: RemoteFitOptions<M>): Promise<FitResult<M>> {
    const { signal, transfer = false, validation, onBatchEnd, onEpochEnd, ...plain } = options;
    const work = { onBatchEnd, onEpochEnd } as Work;
    return this.#work(signal, work, async (call) => {
      const parcel = new Parcel(transfer);
      const samples = parcel.samples(data);
      const request = {
        ...plain,
        validation: typeof validation === "object" ? parcel.samples(validation) : validation,
        batches: onBatchEnd !== undefined,
        epochEnds: onEpochEnd !== undefined,
      };
      return (await this.#connection.remote.fit(call, move(samples, parcel.buffers), request)) as FitResult<M>;
    });
  }

  /** Loss and metrics over a dataset, as `evaluate` gives them. */
  evaluate(data: Dataset, options: RemoteWorkOptions = {}): Promise<Evaluation<M>> {
    const { signal, transfer = false, ...plain } = options;
    return this.#work(signal, {}, async (call) => {
      const parcel = new Parcel(transfer);
      const samples = parcel.samples(data);
      return (await this.#connection.remote.evaluate(call, move(samples, parcel.buffers), plain)) as Evaluation<M>;
    });
  }

  /** The model's outputs for all samples, as `predict` gives them: `x [N, ...]` → `[N, ...]`. A dataset's targets are left alone. */
  predict(x: Dataset | SampleData, options: RemoteWorkOptions = {}): Promise<Numbers> {
    const { signal, transfer = false, ...plain } = options;
    return this.#work(signal, {}, (call) => {
      const parcel = new Parcel(transfer);
      const inputs = parcel.inputs(x);
      return this.#connection.remote.predict(call, move(inputs, parcel.buffers), plain);
    });
  }

  /** Parameters and states as they are: the bytes of a safetensors file, which `safetensors.decode` reads. */
  weights(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#work(undefined, {}, () => this.#connection.remote.weights());
  }

  /**
   * Copies the tensors in the bytes of a safetensors file into the model. Throws `FormatError` if it is none, `ValueError` unless
   * it holds the model's names, shapes and dtypes; then the model is as it was.
   */
  load(weights: Uint8Array): Promise<void> {
    return this.#work(undefined, {}, () => {
      const copy = new Uint8Array(weights);
      return this.#connection.remote.load(move(copy, [copy.buffer]));
    });
  }

  /** Ends the worker, and what runs in it. Without it a Node process does not end. */
  terminate(): Promise<void> {
    return this.#connection.terminate();
  }

  async #work<T>(signal: AbortSignal | undefined, work: Work, start: (call: number) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    await this.#started;
    return this.#connection.call(signal, async (call) => {
      this.#works.set(call, work);
      try {
        return await start(call);
      } catch (error) {
        throw work.thrown === undefined ? error : work.thrown.error;
      } finally {
        this.#works.delete(call);
      }
    });
  }

  /** Calls the page's callback for a piece of work, if that still runs. */
  async #tell<T>(call: number, callback: (work: Work) => T): Promise<Awaited<T> | undefined> {
    const work = this.#works.get(call);
    if (work === undefined) return undefined;
    try {
      return await callback(work);
    } catch (error) {
      work.thrown = { error };
      throw error;
    }
  }
}
