import { EngineError, ValueError } from "../base/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Metrics } from "../train/metrics/metric.ts";
import type { FoldPool, FoldRunner } from "../train/selection/runner.ts";
import type { MetricsOf, TrainerDefinition } from "../train/trainer.ts";
import type { AnyWorker } from "./endpoints.ts";
import { Parcel } from "./parcel.ts";
import { PoolMember } from "./pool-member.ts";

/** How many workers a fold may have ended before it counts as failed. */
const DEATHS = 2;

/** Somebody who waits for a worker. */
interface Waiting {
  readonly take: (member: PoolMember) => void;
  readonly giveUp: (error: unknown) => void;
}

/**
 * Workers that train the folds of `crossValidate`, `gridSearch` and their relatives, as `trainerPool` gives it. It serves any number of them, also at
 * the same time. Data are copied to each worker once for each call; samples that change by epoch, such as augmented ones, stay as they are
 * in the first: what changes them belongs into the definition's `prepare`.
 *
 * A worker that ends is missed, not waited for: its fold is given to another, and fails if that ends, too. When no worker is left, the call
 * is rejected with an `EngineError`.
 */
export class TrainerPool<M extends Metrics = Metrics, S = unknown> implements FoldPool<M, S> {
  readonly #members: readonly PoolMember[];
  readonly #idle: PoolMember[];
  readonly #waiting = new Set<Waiting>();
  #datasets = 0;

  /** `trainerPool` calls it. */
  constructor(workers: readonly AnyWorker[]) {
    this.#members = workers.map((worker) => new PoolMember(worker));
    this.#idle = [...this.#members];
    for (const { lost } of this.#members) lost.catch((error: unknown) => this.#miss(error));
  }

  /** Takes in data to train with; for the functions of selection. Throws `EngineError` if no worker is left. */
  open(data: Dataset): FoldRunner<M, S> {
    const running = this.#members.filter(({ gone }) => gone === null);
    if (running.length === 0) throw this.#nobody(this.#members[0]!.gone);
    const id = ++this.#datasets;
    const samples = new Parcel(false).samples(data);
    return {
      slots: running.length,
      run: async (task, signal) => {
        for (let deaths = 1; ; deaths++) {
          const member = await this.#take(signal);
          try {
            return await member.trainFold<M>(id, samples, task, signal);
          } catch (thrown) {
            signal.throwIfAborted();
            if (member.gone === null || deaths === DEATHS) return { thrown };
          } finally {
            this.#give(member);
          }
        }
      },
      close: () => this.#members.forEach((member) => member.drop(id)),
    };
  }

  /** Ends the workers, and what runs in them. Without it a Node process does not end. */
  async terminate(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.terminate()));
  }

  async #take(signal: AbortSignal): Promise<PoolMember> {
    signal.throwIfAborted();
    for (let member = this.#idle.shift(); member !== undefined; member = this.#idle.shift()) {
      if (member.gone === null) return member;
    }
    const lost = this.#members.every(({ gone }) => gone !== null);
    if (lost) throw this.#nobody(this.#members[0]!.gone);
    let waiting!: Waiting;
    const abort = (): void => {
      this.#waiting.delete(waiting); // at once: a worker given to nobody would be lost
      waiting.giveUp(signal.reason);
    };
    try {
      return await new Promise<PoolMember>((take, giveUp) => {
        waiting = { take, giveUp };
        this.#waiting.add(waiting);
        signal.addEventListener("abort", abort);
      });
    } finally {
      signal.removeEventListener("abort", abort);
      this.#waiting.delete(waiting);
    }
  }

  #give(member: PoolMember): void {
    if (member.gone !== null) return;
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#idle.push(member);
      return;
    }
    this.#waiting.delete(first);
    first.take(member);
  }

  #miss(error: unknown): void {
    if (this.#members.some(({ gone }) => gone === null)) return;
    for (const { giveUp } of this.#waiting) giveUp(this.#nobody(error));
  }

  #nobody(error: unknown): EngineError {
    const why = error instanceof Error ? error.message : String(error);
    return new EngineError(`trainerPool: no worker is left, expected one that runs; ${why}`, { cause: error });
  }
}

/**
 * Has workers train for `crossValidate`, `learningCurve`, `validationCurve`, `gridSearch` and `randomSearch`: as many folds at the same time as there are
 * workers, with the same figures, to the bit. Their module calls `expose`, and the type says what it exposes:
 *
 *     import type { digitsTrainer } from "./trainer.ts";
 *     const workers = [1, 2].map(() => new Worker(new URL("./trainer.ts", import.meta.url), { type: "module" }));
 *     const pool = trainerPool<typeof digitsTrainer>(workers);
 *     const { best } = await gridSearch(pool, train, { settings: { hidden: [16, 64] }, epochs: 20, seed: 1 });
 *     await pool.terminate();
 *
 * Engines of one thread each, which is the default, leave each worker a core. A worker in a pool is not
 * connected otherwise. Throws `ValueError` if there are none.
 */
export function trainerPool<T extends TrainerDefinition<Metrics, never> = TrainerDefinition>(
  workers: readonly AnyWorker[],
): TrainerPool<MetricsOf<T>, T extends TrainerDefinition<Metrics, infer S> ? S : never> {
  if (workers.length === 0) throw new ValueError("trainerPool: there are 0 workers, expected at least one");
  return new TrainerPool(workers);
}
