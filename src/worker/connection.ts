import type { AnyWorker } from "./endpoints.ts";
import { Link } from "./link.ts";
import type { PageFunctions, WorkerFunctions } from "./protocol.ts";

/** The page's end of its way to a worker that trains. */
export class Connection extends Link<WorkerFunctions, PageFunctions> {
  #calls = 0;

  /** `page` answers the worker's calls. */
  constructor(worker: AnyWorker, page: PageFunctions) {
    super("connect", worker, page);
  }

  /**
   * Has a piece of work done, under a number by which the worker ends it if the signal is aborted; then the promise is rejected with the
   * signal's reason.
   */
  async call<T>(signal: AbortSignal | undefined, start: (call: number) => Promise<T>): Promise<T> {
    if (this.gone !== null) throw this.gone;
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
}
