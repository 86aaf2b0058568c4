import { MemoryError } from "../base/errors.ts";
import { checkKey, checkWhole, keyOf } from "../base/philox.ts";
import { launch } from "../wasm/generated/launch.ts";
import { tensor } from "./creation.ts";
import { Persistent } from "./persistent.ts";

/** Where a `Generator` stands, as plain data. */
export interface GeneratorState {
  /** The two words of the key, which the seed gives. */
  readonly key: readonly [number, number];
  /** Blocks of four words that were drawn. */
  readonly counter: number;
}

/**
 * A source of random numbers for tensors: Philox4x32-10, whose key and counter lie in the engine's memory. Draws are launches,
 * which move the counter on. Equal seeds and equal draws give equal numbers, whatever the number of threads.
 *
 * Lives until `dispose`, in no scope.
 */
export class Generator {
  /** The key, and the number of the next block, in two words each: see assembly/philox.ts. */
  readonly #cell: Persistent;

  /** `seed`: a whole number from 0 to 2⁵³ − 1, default 0; else a `ValueError`. */
  constructor(seed = 0) {
    this.#cell = new Persistent(tensor(Int32Array.from([...keyOf("Generator", seed), 0, 0])));
  }

  /** Starts again from `seed`: what follows is what a new generator would give. Throws `ValueError` as the constructor. */
  seed(seed: number): void {
    this.#write([...keyOf("seed", seed), 0, 0]);
  }

  /**
   * A new generator, independent of this one: the next draw of this one is its key. For what draws on its own account, such as
   * a random layer, so that its draws and those of others do not depend on each other.
   */
  fork(): Generator {
    const address = this.#address;
    const child = new Generator();
    launch.random_fork(child.#address, address, 1);
    return child;
  }

  /**
   * Writes the generator as it stands to `saved`, 16 bytes, for the kernels of a draw of `n` numbers, and counts that draw as
   * done. For ops.
   */
  take(saved: number, n: number): void {
    launch.random_take(saved, this.#address, n, 1);
  }

  /** Where this generator stands, for `restore`. Plain data: it survives JSON. */
  save(): GeneratorState {
    this.#check();
    const [k0, k1, low, high] = new Uint32Array(this.#cell.data.buffer) as unknown as [number, number, number, number];
    return { key: [k0, k1], counter: high * 2 ** 32 + low };
  }

  /** Goes to where `save` was called. Throws `ValueError` unless the state is one that `save` may answer. */
  restore(state: GeneratorState): void {
    checkWhole("restore", "counter", state.counter);
    this.#write([...checkKey("restore", state.key), state.counter, Math.floor(state.counter / 2 ** 32)]);
  }

  get disposed(): boolean {
    return this.#cell.disposed;
  }

  /** Gives the memory back. Using or disposing of the generator afterwards is a `MemoryError`. */
  dispose(): void {
    this.#check();
    this.#cell.dispose();
  }

  [Symbol.dispose](): void {
    if (!this.disposed) this.dispose();
  }

  get #address(): number {
    this.#check();
    return this.#cell.address;
  }

  #check(): void {
    if (this.disposed) throw new MemoryError("generator: it was disposed of, expected a generator in use");
  }

  /** By launches, so that draws before and after keep their order. */
  #write(words: readonly number[]): void {
    words.forEach((word, i) => launch.fill(this.#address + 4 * i, word, 1));
  }
}

let shared: Generator | null = null;

/** The generator of draws and initialisers that are given no other. It starts at seed 0. */
export function defaultGenerator(): Generator {
  return (shared ??= new Generator());
}

/** Starts the default generator again from `seed`, a whole number from 0 to 2⁵³ − 1; else a `ValueError`. */
export function manualSeed(seed: number): void {
  defaultGenerator().restore({ key: keyOf("manualSeed", seed), counter: 0 });
}
