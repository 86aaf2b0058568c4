import type { Metrics } from "../train/metrics/metric.ts";
import type { FoldRecord } from "../train/selection/records.ts";
import type { FoldTask } from "../train/selection/train-fold.ts";
import { Connection } from "./connection.ts";
import type { AnyWorker } from "./endpoints.ts";
import type { Samples } from "./protocol.ts";

/** A worker of a pool, which trains one fold at a time. */
export class PoolMember {
  /** Rejects when the worker can train no more. */
  readonly lost: Promise<unknown>;
  readonly #connection: Connection;
  readonly #started: Promise<unknown>;
  /** The datasets that it has. */
  readonly #holds = new Set<number>();
  /** Why it does not start. */
  #refusal: Error | null = null;

  constructor(worker: AnyWorker) {
    const silent = (): Promise<undefined> => Promise.resolve(undefined);
    this.#connection = new Connection(worker, { onBatches: silent, onEpochEnd: silent });
    this.#started = this.#connection.remote.enlist();
    this.#started.catch((error: Error) => (this.#refusal = error));
    this.lost = this.#started.then(() => this.#connection.lost);
  }

  /** Why it can train no more; null as long as it can. */
  get gone(): Error | null {
    return this.#connection.gone ?? this.#refusal;
  }

  async trainFold<M extends Metrics>(
    id: number,
    samples: Samples,
    task: FoldTask,
    signal: AbortSignal,
  ): Promise<FoldRecord<M>> {
    await this.#started;
    return this.#connection.call(signal, async (call) => {
      const { remote } = this.#connection;
      if (!this.#holds.has(id)) {
        await remote.hold(id, samples);
        this.#holds.add(id);
        signal.throwIfAborted(); // of what is not there yet, the worker ends nothing
      }
      return (await remote.trainFold(call, id, task)) as FoldRecord<M>;
    });
  }

  /** Frees a dataset there. */
  drop(id: number): void {
    if (this.#holds.delete(id)) void this.#connection.remote.drop(id).catch(() => undefined); // it may be gone
  }

  terminate(): Promise<void> {
    return this.#connection.terminate();
  }
}
