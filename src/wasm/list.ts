// Lists of launches. Eagerly, launches gather here and run when JavaScript looks at memory (`flush`), or when the list
// is full. Kernels cannot throw, so nobody sees the difference, and there is one path into WebAssembly. While a step is
// traced, they gather in a list of its own that runs later, and again.
//
// A record is [opcode | words << 16] [items] [grain | BARRIER] [arguments ...]; assembly/run.ts executes it.

import { engine } from "./engine.ts";
import { execute } from "./execute.ts";
import { HEAP, LIST } from "./layout.ts";
import { Pace } from "./pace.ts";

export const HEADER = 3;
export const BARRIER = 0x8000_0000 | 0;
/**
 * Launches of fewer multiply-adds run on one thread. These take about 1 µs (0.7 in a product, 1.2 in relu, 3 in tanh), and a barrier
 * 0.4 µs; a launch on one thread also has to fetch what the others hold in their caches. Measured: a quarter of it is no faster,
 * four times as much makes a training step of 85 µs a tenth slower on two threads.
 */
const SPLIT_ABOVE = 16_384;
/** Eager lists of fewer multiply-adds in split launches wake nobody: they take some 50 µs, as long as a sleeping thread needs to wake. */
const WAKE_ABOVE = 1_000_000;

/** The records of a traced step. Addresses may be virtual, and need more than 32 bits: words are kept as numbers. */
export interface Recording {
  /** The words; those of float arguments are undefined here. */
  readonly words: Float64Array;
  /** The float arguments, at the same indices. */
  readonly floats: Float64Array;
  readonly count: number;
}

interface List {
  words: Int32Array | Float64Array;
  floats: Float32Array | Float64Array;
}

const eagerWords = new Int32Array((HEAP - LIST) >> 2);
const eager: List = { words: eagerWords, floats: new Float32Array(eagerWords.buffer) };
/** The list being written, by `launch` only. */
export const list: List = { ...eager };
let length = 0;
let count = 0;
/** Multiply-adds in launches that may be split. */
let splitWork = 0;
let previousSplit = false;
let recording = false;

/** `flushAfter: 1` runs each launch by itself, to find the one that fails; default Infinity. */
export const launchSettings = { flushAfter: Infinity };

/** Room for one record of `words` words; answers the index of its first. */
export function begin(opcode: number, words: number, items: number, grain: number, cost: number): number {
  if (length + words > list.words.length) {
    if (recording) grow();
    else flush();
  }
  const p = length;
  const work = items * cost;
  const split = items > grain && work > SPLIT_ABOVE;
  list.words[p] = opcode | (words << 16);
  list.words[p + 1] = items;
  list.words[p + 2] = split || previousSplit ? (split ? grain : 0) | BARRIER : 0;
  previousSplit = split;
  if (split) splitWork += work;
  length += words;
  count++;
  return p;
}

export function end(): void {
  if (count >= launchSettings.flushAfter && !recording) flush();
}

/**
 * Runs what has gathered. Everything that lets JavaScript see or change memory calls this first.
 *
 * A launch that meets a bad index ends the list: nothing behind it runs, so no parameter is updated from garbage.
 */
export function flush(): void {
  if (count === 0 || recording) return;
  new Int32Array(engine().memory.buffer, LIST, length).set(eagerWords.subarray(0, length));
  const [records, pace] = [count, splitWork > WAKE_ABOVE ? paceOf(count, length) : null];
  reset();
  execute(LIST, records, pace);
}

/** Gathers the launches of `body` without running them. */
export function recorded<T>(body: () => T): [T, Recording] {
  flush();
  recording = true;
  list.words = new Float64Array(1024);
  list.floats = new Float64Array(1024);
  try {
    const result = body();
    return [
      result,
      {
        words: list.words.slice(0, length) as Float64Array,
        floats: list.floats.slice(0, length) as Float64Array,
        count,
      },
    ];
  } finally {
    recording = false;
    Object.assign(list, eager);
    reset();
  }
}

function reset(): void {
  length = count = splitWork = 0;
  previousSplit = false;
}

function grow(): void {
  for (const name of ["words", "floats"] as const) {
    const larger = new Float64Array(list[name].length * 2);
    larger.set(list[name]);
    list[name] = larger;
  }
}

/** Eager lists of the same length are taken for the same work. */
const paces = new Map<number, Pace>();
const MOST_PACES = 256;

function paceOf(records: number, words: number): Pace {
  const key = records * 2 ** 20 + words;
  let pace = paces.get(key);
  if (pace === undefined) {
    if (paces.size === MOST_PACES) paces.clear();
    paces.set(key, (pace = new Pace()));
  }
  return pace;
}
