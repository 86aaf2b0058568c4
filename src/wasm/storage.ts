import { MemoryError } from "../base/errors.ts";
import { blockSize, giveBlock, takeBlock } from "./heap.ts";
import { isTracing, noteConstant, takeVirtual } from "./trace.ts";

/** Storages in real memory, in no order. */
const real: Storage[] = [];

/** A reference-counted block of memory. The tensors that view it share it; it is freed with the last of them. */
export class Storage {
  readonly address: number;
  readonly size: number;
  /** Whether it stands for memory of a step that is traced: there is nothing behind its address. */
  readonly virtual: boolean;
  #references = 1;
  #pins = 0;
  /** Where it is among those in real memory. */
  #place = -1;
  /** Counts writes in place, so that a gradient can tell that what it saved has changed. */
  version = 0;
  /** Why it may not be used now: it was freed, or a gradient would read what has changed since. */
  problem: string | null = null;

  /** A block of at least `bytes` bytes, contents undefined; none for 0 bytes. `constant`: real memory, also while tracing. */
  constructor(bytes: number, constant = false) {
    this.virtual = isTracing() && !constant && bytes > 0;
    this.size = bytes === 0 ? 0 : blockSize(bytes);
    this.address = bytes === 0 ? 0 : this.virtual ? takeVirtual(this.size) : takeBlock(this.size);
    if (this.virtual) traced.push(this);
    else if (bytes > 0) {
      this.#place = real.push(this) - 1;
      if (constant) noteConstant(this.address, bytes);
      if (constant && isTracing()) {
        this.pin();
        constants.push(this);
      }
    }
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
    this.#free();
  }

  /** A compiled step uses it: its memory stays until `unpin`, whatever happens to its tensors. */
  pin(): void {
    this.#pins++;
  }

  unpin(): void {
    this.#pins--;
    if (this.#references === 0) this.#free();
  }

  #free(): void {
    if (this.#pins > 0 || this.virtual || this.size === 0) return;
    const last = real.pop()!;
    if (last !== this) {
      real[this.#place] = last;
      last.#place = this.#place;
    }
    giveBlock(this.address, this.size);
  }
}

/** Why a tensor cannot be used that a step has made while it was traced. */
export const TRACED = "it stands for a value inside a compiled step; return it from the step and read it there";

/** Virtual storages of the trace going on, and its constants: these stay until its list is linked, whoever disposes of them. */
let traced: Storage[] = [];
let constants: Storage[] = [];

/** Bars the virtual storages of a trace that has ended: there is nothing behind their addresses. Lets go of its constants. */
export function barTraced(): void {
  for (const storage of traced) {
    storage.problem = TRACED;
  }
  traced = [];
  for (const storage of constants) storage.unpin();
  constants = [];
}

/** All storages in real memory, in order of address. */
export function realStorages(): Storage[] {
  return [...real].sort((a, b) => a.address - b.address);
}
