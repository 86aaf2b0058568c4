// Lists of launches. Eagerly, launches gather here and run when JavaScript looks at memory (`flush`), or when the list
// is full. Kernels cannot throw, so nobody sees the difference, and there is one path into WebAssembly.
//
// A record is [opcode | words << 16] [items] [grain] [arguments ...]; assembly/run.ts executes it.

import { EngineError, IndexError } from "../base/errors.ts";
import { engine } from "./engine.ts";
import { NAMES } from "./generated/launch.ts";
import { ERROR, HEAP, LIST } from "./layout.ts";

/** Launches of fewer multiply-adds run on one thread: a barrier costs as much. */
const SPLIT_ABOVE = 16384;

/** The list being written, as words and as the same words seen as floats. Written by `launch` only. */
export const list = listOf((HEAP - LIST) >> 2);
let length = 0;
let count = 0;

/** `flushAfter: 1` runs each launch by itself, to find the one that fails; default Infinity. */
export const launchSettings = { flushAfter: Infinity };

function listOf(words: number): { words: Int32Array; floats: Float32Array } {
  const buffer = new ArrayBuffer(words * 4);
  return { words: new Int32Array(buffer), floats: new Float32Array(buffer) };
}

/** Room for one record of `words` words; answers the index of its first. */
export function begin(opcode: number, words: number, items: number, grain: number, cost: number): number {
  if (length + words > list.words.length) flush();
  const p = length;
  list.words[p] = opcode | (words << 16);
  list.words[p + 1] = items;
  list.words[p + 2] = items > grain && items * cost > SPLIT_ABOVE ? grain : 0;
  length += words;
  count++;
  return p;
}

export function end(): void {
  if (count >= launchSettings.flushAfter) flush();
}

/**
 * Runs what has gathered. Everything that lets JavaScript see or change memory calls this first.
 *
 * A launch that meets a bad index ends the list: nothing behind it runs, so no parameter is updated from garbage.
 */
export function flush(): void {
  if (count === 0) return;
  const { memory, exports } = engine();
  const records = count;
  new Int32Array(memory.buffer, LIST, length).set(list.words.subarray(0, length));
  length = count = 0;
  try {
    exports.run(LIST, records, 0, 1);
  } catch (error) {
    new Int32Array(memory.buffer, ERROR, 1)[0] = 0;
    throw new EngineError(`run: a kernel failed: ${String(error)}; tensors computed since the last read are undefined`);
  }
  const found = new Int32Array(memory.buffer, ERROR, 4);
  if (found[0] !== 0) raise(found, new Int32Array(memory.buffer, found[1]!, 1)[0]! & 0xffff);
}

function raise(found: Int32Array, opcode: number): never {
  found[0] = 0;
  const op = NAMES[opcode]!.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  throw new IndexError(
    `${op}: index is ${found[2]}, expected 0 <= index < ${found[3]}; tensors computed since the last read are undefined`,
  );
}
