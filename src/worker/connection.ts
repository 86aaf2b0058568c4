import { type BirpcReturn, createBirpc } from "birpc";
import { EngineError } from "../base/errors.ts";
import { pageChannel } from "./channel.ts";
import { type AnyWorker, endpointTo } from "./endpoints.ts";
import type { PageFunctions, WorkerFunctions } from "./protocol.ts";

/** The page's end of the way to a worker: its functions, and its end. */
export class Connection {
  readonly remote: BirpcReturn<WorkerFunctions, PageFunctions>;
  /** Rejects when the worker cannot start, has ended, or was terminated. */
  readonly lost: Promise<never>;
  readonly #worker: AnyWorker;
  #calls = 0;
  #gone: EngineError | null = null;
  #giveUp!: (error: EngineError) => void;

  /** `page` answers the worker's calls. */
  constructor(worker: AnyWorker, page: PageFunctions) {
    this.#worker = worker;
    this.lost = new Promise<never>((_, reject) => (this.#giveUp = reject));
    this.lost.catch(() => undefined); // each call tells
    const endpoint = endpointTo(worker, (problem) => this.#end(`the worker failed: ${problem}`));
    this.remote = createBirpc<WorkerFunctions, PageFunctions>(page, pageChannel(endpoint, this.lost));
  }

  /** Why it is lost; null as long as it is not. */
  get gone(): EngineError | null {
    return this.#gone;
  }

  /**
   * Has a piece of work done, under a number by which the worker ends it if the signal is aborted; then the promise is rejected with the
   * signal's reason.
   */
  async call<T>(signal: AbortSignal | undefined, start: (call: number) => Promise<T>): Promise<T> {
    if (this.#gone !== null) throw this.#gone;
    signal?.throwIfAborted();
    const call = ++this.#calls;
    const abort = (): void => void this.remote.abort.asEvent(call).catch(() => undefined); // it may be gone
    signal?.addEventListener("abort", abort);
    try {
      return await start(call);
    } catch (error) {
      if (signal?.aborted && (error as Error).name === "AbortError") throw signal.reason;
      throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends the worker, and what runs in it. */
  async terminate(): Promise<void> {
    this.#end("it was terminated");
    await this.#worker.terminate();
  }

  #end(problem: string): void {
    if (this.#gone !== null) return;
    this.#gone = new EngineError(`connect: ${problem}`);
    this.#giveUp(this.#gone);
    this.remote.$close(this.#gone);
  }
}
