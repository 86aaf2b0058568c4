import { ValueError } from "../base/errors.ts";
import { buffersIn } from "./buffers.ts";
import { move } from "./channel.ts";
import type { AnyWorker } from "./endpoints.ts";
import type { AnyFunction, FunctionHost } from "./expose-function.ts";
import { Link } from "./link.ts";

/** Options of `connectFunction`. */
export interface ConnectFunctionOptions {
  /** Whether typed arrays in arguments move to the worker instead of being copied; then they are empty here. Default false. */
  readonly transfer?: boolean;
}

/** A function that runs in workers. */
export interface RemoteFunction<F extends AnyFunction> {
  (...args: Parameters<F>): Promise<Awaited<ReturnType<F>>>;
  /** Calls that run at once: one in each worker that is there. */
  readonly parallel: number;
  /** Ends the workers, and what runs in them. Without it a Node process does not end. */
  terminate(): Promise<void>;
}

type Connection = Link<FunctionHost, object>;

/**
 * Connects to workers whose module calls `exposeFunction`, and answers that function: a call goes to a worker that is free, or waits for
 * one. Calls begin in their order.
 *
 *     import type { decode } from "./decoder.ts";
 *     const start = () => new Worker(new URL("./decoder.ts", import.meta.url), { type: "module" });
 *     const decoder = connectFunction<typeof decode>([start(), start()]);
 *     const samples = pipeline(paths).map(decoder, { parallel: decoder.parallel });
 *
 * Arguments and results are copied, and typed arrays in results moved. A call is rejected with what the function throws there, of the same
 * class if the library or the language has it; with an `EngineError` if its worker cannot start, ends, or is terminated. The others go on.
 * Throws `ValueError` if there is no worker.
 */
export function connectFunction<F extends AnyFunction>(
  workers: readonly AnyWorker[],
  { transfer = false }: ConnectFunctionOptions = {},
): RemoteFunction<F> {
  if (workers.length === 0) throw new ValueError("connectFunction: there are 0 workers, expected at least one");
  const pool = new Pool(workers);
  const call = async (...args: Parameters<F>): Promise<Awaited<ReturnType<F>>> => {
    const result = await pool.call(transfer ? move(args, buffersIn(args)) : args);
    return result as Awaited<ReturnType<F>>;
  };
  return Object.defineProperty(Object.assign(call, { terminate: () => pool.terminate() }), "parallel", {
    get: () => pool.size,
  }) as unknown as RemoteFunction<F>;
}

/** Workers, and the calls that wait for one. */
class Pool {
  readonly #all: readonly Connection[];
  readonly #free: Connection[];
  readonly #waiting: { readonly take: (link: Connection) => void; readonly giveUp: (error: Error) => void }[] = [];

  constructor(workers: readonly AnyWorker[]) {
    this.#all = workers.map((worker) => new Link("connectFunction", worker, {}, () => this.#lost()));
    this.#free = [...this.#all];
  }

  get size(): number {
    return this.#all.filter(({ gone }) => gone === null).length;
  }

  async call(args: unknown[]): Promise<unknown> {
    const link = await this.#next();
    try {
      const { result } = await link.remote.call(args);
      return result;
    } catch (error) {
      throw link.gone ?? error;
    } finally {
      this.#release(link);
    }
  }

  async terminate(): Promise<void> {
    await Promise.all(this.#all.map((link) => link.terminate()));
  }

  /** A worker that is free, now or later. Rejects if none is left. */
  #next(): Promise<Connection> {
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((take, giveUp) => {
      this.#waiting.push({ take, giveUp });
      if (this.size === 0) this.#lost();
    });
  }

  #release(link: Connection): void {
    if (link.gone !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(link);
    else next.take(link);
  }

  /** A worker is gone. */
  #lost(): void {
    for (let i = this.#free.length - 1; i >= 0; i--) if (this.#free[i]!.gone !== null) this.#free.splice(i, 1);
    if (this.size > 0) return;
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(this.#all.at(-1)!.gone!);
  }
}
