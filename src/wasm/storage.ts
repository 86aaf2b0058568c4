import { MemoryError } from "../base/errors.ts";
import { blockSize, giveBlock, takeBlock } from "./heap.ts";

/** A reference-counted block of memory. The tensors that view it share it; it is freed with the last of them. */
export class Storage {
  readonly address: number;
  readonly #size: number;
  #references = 1;
  /** Counts writes in place, so that a gradient can tell that what it saved has changed. */
  version = 0;
  /** Why it may not be used now: it was freed, or a gradient would read what has changed since. */
  problem: string | null = null;

  /** A block of at least `bytes` bytes, contents undefined; none for 0 bytes. */
  constructor(bytes: number) {
    this.#size = bytes === 0 ? 0 : blockSize(bytes);
    this.address = bytes === 0 ? 0 : takeBlock(this.#size);
  }

  /** One more tensor views it. */
  share(): this {
    this.#references++;
    return this;
  }

  /** One tensor less. The block may be handed out at once: launches that still use it come before later ones. */
  release(): void {
    if (--this.#references > 0) return;
    if (this.#references < 0) throw new MemoryError("dispose: the storage is free already");
    this.problem = "it was disposed of";
    if (this.#size > 0) giveBlock(this.address, this.#size);
  }
}
