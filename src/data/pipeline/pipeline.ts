import { checkValue } from "../../base/check.ts";
import { checkWhole } from "../../base/philox.ts";
import { streamOf } from "../stream.ts";
import type { Dataset } from "../dataset.ts";
import { ahead } from "./ahead.ts";
import { batch } from "./batch.ts";
import { cached } from "./cache.ts";
import { filter } from "./filter.ts";
import { interleave, type Interleaving } from "./interleave.ts";
import { map } from "./map.ts";
import { branchOf, checkPass, drawsOf, type Openable, type Pass } from "./pass.ts";
import { repeat } from "./repeat.ts";
import { type Row, rowsOf } from "./rows.ts";
import { shuffle } from "./shuffle.ts";
import { checkSource, openSource, type Source } from "./source.ts";
import { skip, take } from "./take.ts";
import { zip } from "./zip.ts";

/**
 * Elements that are read when they are wanted, one after the other, and as often as they are wanted; made by `pipeline`. Operations answer
 * new pipelines, and read nothing. Each `for await` is another epoch; who leaves it closes all that is open.
 */
export class Pipeline<T> implements AsyncIterable<T>, Openable<T> {
  /** Elements of a pass: null if nobody knows before its end, `Infinity` if there is none. */
  readonly length: number | null;
  readonly #open: Openable<T>["open"];
  #passes = 0;

  /** `pipeline` calls it. */
  constructor(open: Openable<T>["open"], length: number | null) {
    this.#open = open;
    this.length = length;
  }

  /** The elements of one pass, the same for the same epoch and seed. Throws `ValueError` if these can be none. */
  open(pass: Pass): AsyncGenerator<T, void, undefined> {
    checkPass(pass);
    return this.#open(pass);
  }

  /** The elements of the next pass, with a seed from the default generator, which `manualSeed` sets. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return this.open({ epoch: ++this.#passes, seed: streamOf().uint32() });
  }

  /**
   * What `f` makes of each element; promises are waited for. Up to `parallel` elements, default 1, are worked on at once, and their order
   * is kept. What `f` throws becomes the cause of a `ValueError` that tells the element.
   */
  map<U>(
    f: (element: T, index: number) => U | Promise<U>,
    { parallel = 1 }: { readonly parallel?: number } = {},
  ): Pipeline<U> {
    checkFunction("map", f);
    checkCount("map", "parallel", parallel);
    return new Pipeline((pass) => map(this.open(pass), f, parallel), this.length);
  }

  /** The elements for which `f` says yes. What it throws becomes the cause of a `ValueError` that tells the element. */
  filter<S extends T>(f: (element: T, index: number) => element is S): Pipeline<S>;
  filter(f: (element: T, index: number) => boolean | Promise<boolean>): Pipeline<T>;
  filter(f: (element: T, index: number) => boolean | Promise<boolean>): Pipeline<T> {
    checkFunction("filter", f);
    return new Pipeline((pass) => filter(this.open(pass), f), null);
  }

  /** Arrays of `size` elements; the last holds what remains, unless `dropLast`. For loops of one's own: `fit` makes batches by itself. */
  batch(size: number, { dropLast = false }: { readonly dropLast?: boolean } = {}): Pipeline<T[]> {
    checkCount("batch", "size", size);
    const round = dropLast ? Math.floor : Math.ceil;
    return new Pipeline(
      (pass) => batch(this.open(pass), size, dropLast),
      this.#lengthBy((n) => round(n / size)),
    );
  }

  /** The same elements, of which `count` are read ahead while the one at hand is worked with. */
  prefetch(count: number): Pipeline<T> {
    checkCount("prefetch", "count", count);
    return new Pipeline((pass) => ahead(this.open(pass), count, (element) => element), this.length);
  }

  /**
   * Random order: each element is drawn from a buffer of `size` that are read ahead; `Infinity` is for all of them, which then are in
   * memory together. Another order in each epoch. `seed`: same seed and epoch, same order; default that of the pass.
   */
  shuffle(size: number, { seed }: { readonly seed?: number } = {}): Pipeline<T> {
    if (size !== Infinity) checkCount("shuffle", "size", size);
    if (seed !== undefined) checkWhole("shuffle", "seed", seed);
    return new Pipeline((pass) => shuffle(this.open(branchOf(pass)), size, drawsOf(pass, seed)), this.length);
  }

  /** The first `count` elements. No other is read. */
  take(count: number): Pipeline<T> {
    checkWhole("take", "count", count);
    const length = this.length === null && count > 0 ? null : Math.min(this.length ?? 0, count);
    return new Pipeline((pass) => take(this.open(pass), count), length);
  }

  /** All but the first `count` elements. These are read. */
  skip(count: number): Pipeline<T> {
    checkWhole("skip", "count", count);
    return new Pipeline(
      (pass) => skip(this.open(pass), count),
      this.#lengthBy((n) => Math.max(0, n - count)),
    );
  }

  /** All elements `count` times, default without end, each time as an epoch of its own, in another order if that is random. */
  repeat(count = Infinity): Pipeline<T> {
    if (count !== Infinity) checkWhole("repeat", "count", count);
    const length = count === 0 ? 0 : this.#lengthBy((n) => (n === 0 ? 0 : n * count));
    return new Pipeline((pass) => repeat(this, count, pass), length);
  }

  /** These elements, and behind them those of others. */
  concat<U extends readonly unknown[]>(...others: { readonly [K in keyof U]: Source<U[K]> }): Pipeline<T | U[number]> {
    const all: Pipeline<T | U[number]>[] = [this, ...others.map((other) => pipelineOf("concat", other))];
    return new Pipeline<T | U[number]>(
      async function* (pass) {
        for (const [i, one] of all.entries()) yield* one.open(branchOf(pass, i));
      },
      lengthOf(all, (a, b) => a + b),
    );
  }

  /** `[a, b, …]`: an element of this and one of each of the others, until one of them ends. */
  zip<U extends readonly unknown[]>(
    ...others: { readonly [K in keyof U]: Source<U[K]> }
  ): Pipeline<[T, ...{ -readonly [K in keyof U]: U[K] }]> {
    const all = [this, ...others.map((other) => pipelineOf("zip", other))];
    const open = (pass: Pass): ReturnType<typeof zip> => zip(all.map((one, i) => one.open(branchOf(pass, i))));
    return new Pipeline(open as Openable<[T, ...U]>["open"], lengthOf(all, Math.min));
  }

  /**
   * The elements of the sources that `f` makes of these elements, files say: `block` elements, default 1, in turn from each of `cycle` that are
   * open at once. Where one has ended, the next is opened when its turn comes round again. With a `cycle` of 1, the default, one source
   * follows the other. As `tf.data.Dataset.interleave`.
   */
  interleave<U>(
    f: (element: T, index: number) => Source<U>,
    { cycle = 1, block = 1 }: Partial<Interleaving> = {},
  ): Pipeline<U> {
    checkFunction("interleave", f);
    checkCount("interleave", "cycle", cycle);
    checkCount("interleave", "block", block);
    return new Pipeline((pass) => interleave(this.open(branchOf(pass)), f, { cycle, block }, pass), null);
  }

  /**
   * Keeps the elements in memory: those of the first pass that is complete come again in every later one, in the same order. Where what comes
   * before is random, it is so no more; shuffle behind.
   */
  cache(): Pipeline<T> {
    const kept = cached(this);
    return new Pipeline((pass) => kept.open(pass), this.length);
  }

  /** All elements of the next pass. */
  async toArray(): Promise<T[]> {
    const elements: T[] = [];
    for await (const element of this) elements.push(element);
    return elements;
  }

  #lengthBy(f: (length: number) => number): number | null {
    return this.length === null ? null : f(this.length);
  }
}

/**
 * A pipeline of the elements of a source: of an array, or anything else that can be iterated; of what a function makes for each pass, a
 * generator function say, also an async one, which is told epoch and seed; or of the samples of a dataset.
 *
 *     const lines = pipeline(async function* () { for await (const line of openLines()) yield parse(line); });
 *     const samples = lines.shuffle(10_000).map(decode, { parallel: 4 });
 *     await fit(model, samples, { … });
 *
 * Each pass begins the source anew. Throws `ValueError` for what is no source; the second pass does so for a generator or a stream, which
 * has only one: give the function that makes it.
 */
export function pipeline(source: Dataset): Pipeline<[x: Row, y: Row]>;
export function pipeline<T>(source: Source<T>): Pipeline<T>;
export function pipeline(source: Dataset | Source<unknown>): Pipeline<unknown> {
  if (isDataset(source)) {
    return new Pipeline((pass) => openSource(() => rowsOf(source, pass), pass), source.length);
  }
  return pipelineOf("pipeline", source);
}

function isDataset(source: unknown): source is Dataset {
  return Object(source) === source && "read" in (source as object) && "length" in (source as object);
}

/** `source` as a pipeline. Throws `ValueError` if it is none. */
export function pipelineOf<T>(op: string, source: Source<T>): Pipeline<T> {
  if (source instanceof Pipeline) return source as Pipeline<T>;
  checkSource(op, source);
  return new Pipeline((pass) => openSource(source, pass), Array.isArray(source) ? source.length : null);
}

/** What the lengths of several come to; null if one of them is not known. */
export function lengthOf(all: readonly Pipeline<unknown>[], f: (a: number, b: number) => number): number | null {
  return all.map(({ length }) => length).reduce((a, b) => (a === null || b === null ? null : f(a, b)));
}

function checkFunction(op: string, f: unknown): void {
  checkValue(op, "f", typeof f, typeof f === "function", "a function of an element");
}

function checkCount(op: string, name: string, count: number): void {
  checkValue(op, name, count, Number.isInteger(count) && count >= 1, "a whole number from 1 on");
}
