import type { Module } from "../nn/module.ts";
import { saveModes } from "../nn/modes.ts";

/** How long work may keep the event loop waiting, in milliseconds, besides the batch that runs. */
const PATIENCE = 25;

/**
 * A model at work in one mode, batch after batch, while other work gets its turns on the event loop.
 *
 * Throws what the signal says if it is aborted already.
 */
export class Session {
  readonly model: Module;
  readonly #signal: AbortSignal | undefined;
  readonly #restore: () => void;
  #training = false;
  #last = performance.now();

  constructor(model: Module, signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    this.model = model;
    this.#signal = signal;
    this.#restore = saveModes(model);
  }

  /** Puts the model in training or evaluation mode. */
  enter(training: boolean): void {
    this.#training = training;
    if (training) this.model.train();
    else this.model.eval();
  }

  /** Whether others have waited long enough: then call `rest`. */
  get isTired(): boolean {
    return performance.now() - this.#last >= PATIENCE;
  }

  /** Lets others run. They may have used the model in another mode, or have aborted the signal, whose reason is then thrown. */
  async rest(): Promise<void> {
    await nextTask();
    this.#last = performance.now();
    this.resume();
  }

  /** Goes on after any wait: throws the reason of an aborted signal, and puts the model back in the mode of this session. */
  resume(): void {
    this.#signal?.throwIfAborted();
    this.enter(this.#training);
  }

  /** Puts every module back into the mode it was in before. */
  close(): void {
    this.#restore();
  }
}

/** Waits until everything that is due on the event loop has run. Takes no 4 ms as a timeout does, and lets pages draw. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
