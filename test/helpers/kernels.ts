// Runs one kernel as the engine would: through its record, on one thread or as parts in any order.

import { expect } from "vitest";
import { engine } from "../../src/wasm/engine.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import { flush, list } from "../../src/wasm/list.ts";
import { LIST } from "../../src/wasm/layout.ts";
import { guarded, type Guarded } from "./guarded.ts";
import { noise } from "./random.ts";

type Launch = typeof launch;
export type KernelName = keyof Launch;

/** An array argument: what it holds before the launch. `ints` fills it with whole numbers. */
export interface Operand {
  readonly length: number;
  readonly fill?: (i: number) => number;
  readonly ints?: boolean;
}

/** One launch: arguments in the kernel's order, arrays as operands, numbers as they are. */
export interface Case {
  readonly kernel: KernelName;
  readonly args: readonly (Operand | number)[];
  readonly items: number;
}

/** The record of a launch, as words; nothing runs. `grain` is the kernel's own, whatever the amount of work. */
export function recordOf(kernel: KernelName, args: readonly number[], items: number): Int32Array {
  flush();
  (launch[kernel] as (...args: number[]) => void)(...args, items);
  const words = list.words.slice(0, list.words[0]! >>> 16);
  flush();
  return words;
}

/**
 * Runs a case whole and as 2, 3 and 7 parts in shuffled order, each from the same start, and checks that all give the same
 * bits and stay between the guards. Answers the operands after the whole run.
 */
export function runCase({ kernel, args, items }: Case): Guarded[] {
  const operands = args.filter((a): a is Operand => typeof a !== "number");
  const arrays = operands.map((o) => guarded(o.length, o.ints ? () => 0 : (o.fill ?? noise)));
  const start = operands.map((o, i) => {
    if (o.ints) arrays[i]!.ints().forEach((_, k, all) => (all[k] = o.fill?.(k) ?? 0));
    return arrays[i]!.bits();
  });
  let next = 0;
  const words = args.map((a) => (typeof a === "number" ? a : arrays[next++]!.address));
  let whole: Uint32Array[] = [];
  for (const parts of [1, 2, 3, 7]) {
    start.forEach((bits, i) => new Uint32Array(engine().memory.buffer, arrays[i]!.address, bits.length).set(bits));
    runParts(kernel, words, items, parts);
    arrays.forEach((a) => expect(a.intact(), `${kernel} in ${parts} parts writes past an end`).toBe(true));
    const bits = arrays.map((a) => a.bits());
    if (parts === 1) whole = bits;
    else {
      // By a loop of its own: deep equality of large arrays is a hundred times slower.
      const different = bits.map((b, i) => b.findIndex((word, k) => word !== whole[i]![k]));
      expect(
        different.every((k) => k < 0),
        `${kernel} in ${parts} parts differs from the whole`,
      ).toBe(true);
    }
  }
  return arrays;
}

/** Each of `parts` shares of a launch by itself, the last first and then the others, as `parts` threads would. */
function runParts(kernel: KernelName, args: readonly number[], items: number, parts: number): void {
  if (items === 0) return;
  const record = recordOf(kernel, args, items);
  const { memory, exports } = engine();
  record[2] = grainOf(kernel, args);
  new Int32Array(memory.buffer, LIST, record.length).set(record);
  const order = Array.from({ length: parts }, (_, i) => (i * 5 + parts - 1) % parts);
  const each = new Set([...order, ...Array.from({ length: parts }, (_, i) => i)]);
  for (const part of each) exports.run(LIST, 1, part, parts);
}

const grains = new Map<KernelName, number>();

/** The grain that `launch` gives a kernel once the work is large; read off a record of very many items. */
function grainOf(kernel: KernelName, args: readonly number[]): number {
  let grain = grains.get(kernel);
  if (grain === undefined) {
    flush();
    (launch[kernel] as (...args: number[]) => void)(...args, 2 ** 30);
    grain = list.words[2]! & 0xffff;
    discard();
    grains.set(kernel, grain);
  }
  return grain;
}

/** Empties the list without running it: the record just written stands for no real memory. */
function discard(): void {
  list.words[1] = 0;
  flush();
}
