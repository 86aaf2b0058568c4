import { nextTask } from "../base/next-task.ts";
import type { Module } from "../nn/module.ts";
import { saveModes } from "../nn/modes.ts";

/** How long work may keep the event loop waiting, in milliseconds, besides the batch that runs. */
const PATIENCE = 25;
/** The same where batches are read meanwhile: what is read goes on only in turns of the event loop. */
const READING = 2;

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

  /** Works with each batch, and lets others run in between. `work` may answer true, or a promise of it, to leave the rest out. */
  async each<B>(all: Iterable<B> | AsyncIterable<B>, work: (batch: B) => boolean | Promise<boolean>): Promise<void> {
    if (Symbol.iterator in all) {
      for (const batch of all) {
        const answer = work(batch);
        if (typeof answer === "boolean" ? answer : await this.#answered(answer)) return;
        if (this.isTired) await this.rest();
      }
      return;
    }
    for await (const batch of all) {
      this.resume();
      if (await this.#answered(work(batch))) return;
      if (this.#worked >= READING) await this.rest();
    }
  }

  /** Whether others have waited long enough: then call `rest`. */
  get isTired(): boolean {
    return this.#worked >= PATIENCE;
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

  /** Milliseconds since others last had their turn. */
  get #worked(): number {
    return performance.now() - this.#last;
  }

  async #answered(answer: boolean | Promise<boolean>): Promise<boolean> {
    const isEnough = await answer;
    this.resume();
    return isEnough;
  }

  /** Puts every module back into the mode it was in before. */
  close(): void {
    this.#restore();
  }
}
