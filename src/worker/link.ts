import { type BirpcReturn, createBirpc } from "birpc";
import { EngineError } from "../base/errors.ts";
import { pageChannel } from "./channel.ts";
import { type AnyWorker, endpointTo } from "./endpoints.ts";

/** The page's end of its way to a worker. All calls under way are rejected when the worker cannot start, ends, or is terminated. */
export class Link<Remote extends object, Local extends object> {
  readonly remote: BirpcReturn<Remote, Local>;
  /** Rejects when the worker cannot start, has ended, or was terminated. */
  readonly lost: Promise<never>;
  readonly #op: string;
  readonly #worker: AnyWorker;
  readonly #ended: () => void;
  #gone: EngineError | null = null;
  #giveUp!: (error: EngineError) => void;

  /** `op` begins the messages of errors; `functions` are for the worker to call; `ended` is called once, when the worker is gone. */
  constructor(op: string, worker: AnyWorker, functions: Local, ended: () => void = () => undefined) {
    this.#op = op;
    this.#worker = worker;
    this.#ended = ended;
    this.lost = new Promise<never>((_, reject) => (this.#giveUp = reject));
    this.lost.catch(() => undefined); // each call tells
    const endpoint = endpointTo(worker, (problem) => this.#end(`the worker failed: ${problem}`));
    this.remote = createBirpc<Remote, Local>(functions, pageChannel(endpoint, this.lost));
  }

  /** Why the worker answers no more; null as long as it may. */
  get gone(): EngineError | null {
    return this.#gone;
  }

  /** Ends the worker, and what runs in it. */
  async terminate(): Promise<void> {
    this.#end("it was terminated");
    await this.#worker.terminate();
  }

  #end(problem: string): void {
    if (this.#gone !== null) return;
    this.#gone = new EngineError(`${this.#op}: ${problem}`);
    this.#giveUp(this.#gone);
    this.remote.$close(this.#gone);
    this.#ended();
  }
}
