// Runs one kernel as the engine would: through its record, on one thread or as parts in any order.

import { expect } from "vitest";
import { engine } from "../../src/wasm/engine.ts";
import { launch, NAMES, SIGNATURES } from "../../src/wasm/generated/launch.ts";
import { flush, list } from "../../src/wasm/list.ts";
import { ERROR, LIST, SCRATCH, SCRATCH_BYTES } from "../../src/wasm/layout.ts";
import { Storage } from "../../src/wasm/storage.ts";
import { CANARY, guarded, type Guarded } from "./guarded.ts";
import { noise } from "./random.ts";

export type KernelName = keyof typeof launch;

/**
 * An array argument. It starts with `fill(i)`, as int32 if `ints`; without `fill` with noise, or with canaries if the
 * kernel may not read it. The same object given twice is one array: the kernel works in place.
 */
export interface Operand {
  readonly length: number;
  readonly fill?: (i: number) => number;
  readonly ints?: boolean;
  /** The word whose address the kernel gets; default 0, the first. */
  readonly start?: number;
}

/** One launch: arguments in the kernel's order, arrays as operands, numbers as they are. */
export interface Case {
  readonly kernel: KernelName;
  readonly args: readonly (Operand | number)[];
  readonly items: number;
  /** The index that the kernel must report, and the bound it breaks; default: the kernel reports nothing. */
  readonly error?: { readonly index: number; readonly bound: number };
}

/** What an array holds after a run. */
export interface Result {
  floats(): Float32Array;
  ints(): Int32Array;
}

/** Whole numbers from −8 to 7: their products, and sums of up to 2¹⁸ of these, are exact in float32 in any order. */
export function small(length: number): Operand {
  return { length, fill: () => Math.floor(noise() * 8) };
}

const PARTS = [1, 2, 3, 7];

/** An operand in memory: what it holds before each run, and whether the kernel may only read it. */
interface Held {
  readonly operand: Operand;
  readonly array: Guarded;
  readonly start: Uint32Array;
  readonly isInput: boolean;
}

/**
 * Runs a case whole, and as 2, 3 and 7 parts in random order, each from the same start, and checks that all give the same
 * bits, write nothing but outputs, stay between the guards and report what they should. Addresses are multiples of 4 and
 * no more. Answers the arrays after the whole run, one for each array argument.
 */
export function runCase({ kernel, args, items, error }: Case): Result[] {
  const held = hold(kernel, args);
  const addressOf = (o: Operand) => held.find(({ operand }) => operand === o)!.array.address + 4 * (o.start ?? 0);
  const record = recordOf(
    kernel,
    args.map((a) => (typeof a === "number" ? a : addressOf(a))),
    items,
  );
  if (record.length > 0) record[2] = grainOf(kernel);
  const whole: Uint32Array[] = [];
  for (const parts of PARTS) {
    restore(held);
    for (const part of shuffled(parts)) runPart(record, part, parts);
    const found = takeError();
    const bits = held.map(({ array }) => array.words().slice());
    if (parts === 1) whole.push(...bits);
    const problems = {
      [`reports ${JSON.stringify(found)}`]: found?.index !== error?.index || found?.bound !== error?.bound,
      "writes past an end": !held.every(({ array }) => array.intact()),
      "writes an input": !held.every(({ isInput, start }, i) => !isInput || same(bits[i]!, start)),
      "gives other bits than the whole": !bits.every((b, i) => same(b, whole[i]!)),
    };
    for (const [problem, is] of Object.entries(problems)) {
      if (is) expect.fail(`${kernel}, ${items} items in ${parts} parts, ${problem}`);
    }
  }
  expectApart(held, record);
  for (const { array } of held) array.free();
  return args.flatMap((a) => {
    if (typeof a === "number") return [];
    const { buffer } = whole[held.findIndex(({ operand }) => operand === a)]!;
    return [{ floats: () => new Float32Array(buffer), ints: () => new Int32Array(buffer) }];
  });
}

/** Finds memory for each operand, at addresses of every alignment. */
function hold(kernel: KernelName, args: Case["args"]): Held[] {
  const letters = SIGNATURES[NAMES.indexOf(kernel)]!;
  const operands = new Set(args.filter((a): a is Operand => typeof a !== "number"));
  return [...operands].map((operand, i) => {
    const uses = args.flatMap((a, k) => (a === operand ? [letters[k]] : []));
    const isOutput = uses.every((letter) => letter === "w");
    const isInput = uses.every((letter) => letter === "r");
    const array = guarded(operand.length, (3 * i + 1) % 4);
    return { operand, array, start: startOf(operand, isOutput), isInput };
  });
}

function startOf({ length, fill, ints }: Operand, isOutput: boolean): Uint32Array {
  if (isOutput && fill === undefined) return new Uint32Array(length).fill(CANARY);
  return new Uint32Array(filled(length, fill ?? (ints ? () => noise() * 2 ** 31 : noise), ints).buffer);
}

/** `length` numbers as float32, or as int32. */
export function filled(length: number, value: (i: number) => number, ints = false): Float32Array | Int32Array {
  const values = ints ? new Int32Array(length) : new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = value(i);
  return values;
}

/** By a loop of its own: deep equality of large arrays is a hundred times slower. */
function same(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function restore(held: readonly Held[]): void {
  for (const { array, start } of held) array.words().set(start);
}

/** Fails if two parts change the same word: threads would race for it. */
function expectApart(held: readonly Held[], record: Int32Array): void {
  const outputs = held.filter(({ isInput }) => !isInput);
  const changed = outputs.map(({ start }) => new Uint8Array(start.length));
  for (const part of [0, 1, 2]) {
    restore(outputs);
    runPart(record, part, 3);
    outputs.forEach(({ array, start }, k) => {
      const words = array.words().slice();
      for (let i = 0; i < words.length; i++) {
        if (words[i] !== start[i] && ++changed[k]![i]! > 1) expect.fail(`two of three parts write word ${i}`);
      }
    });
  }
  takeError();
}

/** One share of a launch, as thread `part` of `parts` would run it; nothing if there is no record. */
function runPart(record: Int32Array, part: number, parts: number): void {
  if (record.length === 0) return;
  poisonScratch(part);
  const { memory, exports } = engine();
  new Int32Array(memory.buffer, LIST, record.length).set(record);
  exports.run(LIST, 1, part, parts);
}

/** The record that `launch` writes, as words; nothing runs. Empty if it writes none. */
export function recordOf(kernel: KernelName, args: readonly number[], items: number): Int32Array {
  flush();
  list.words[0] = 0;
  (launch[kernel] as (...args: number[]) => void)(...args, items);
  const words = (list.words as Int32Array).slice(0, list.words[0]! >>> 16);
  // A record of no items, because its addresses need not exist.
  list.words[1] = 0;
  flush();
  return words;
}

/** A launch that an operation made, and how many parts its items can be cut into. */
export interface Launched {
  readonly kernel: KernelName;
  readonly parts: number;
}

/** The launches that `f` makes before it reads any memory. */
export function launchesOf(f: () => void): Launched[] {
  flush();
  list.words.fill(0);
  f();
  const words = list.words.slice();
  flush();
  const launches: Launched[] = [];
  for (let p = 0; words[p] !== 0; p += words[p]! >>> 16) {
    const kernel = NAMES[words[p]! & 0xffff] as KernelName;
    launches.push({ kernel, parts: Math.ceil(words[p + 1]! / grainOf(kernel)) });
  }
  return launches;
}

const grains = new Map<KernelName, number>();

/** The grain that `launch` gives a kernel once the work is large. */
export function grainOf(kernel: KernelName): number {
  if (!grains.has(kernel)) {
    const ones = Array.from(SIGNATURES[NAMES.indexOf(kernel)]!, () => 1);
    grains.set(kernel, recordOf(kernel, ones, 2 ** 30)[2]! & 0xffff);
  }
  return grains.get(kernel)!;
}

let scratch: Storage | null = null;

/** Gives each part a scratch block of its own, whose beginning reads as NaN. */
function poisonScratch(part: number): void {
  const { memory } = engine();
  scratch ??= new Storage(Math.max(...PARTS) * SCRATCH_BYTES);
  new Uint32Array(memory.buffer)[SCRATCH / 4] = scratch.address; // each time: starting and ending threads sets it
  new Uint32Array(memory.buffer, scratch.address + part * SCRATCH_BYTES, 1 << 14).fill(CANARY);
}

/** What a kernel has reported since the last call, if anything. */
function takeError(): { index: number; bound: number } | null {
  const words = new Int32Array(engine().memory.buffer, ERROR, 4);
  if (words[0] === 0) return null;
  words[0] = 0;
  expect(words[1], "the record that met the error").toBe(LIST);
  return { index: words[2]!, bound: words[3]! };
}

function shuffled(n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(((noise() + 1) / 2) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
