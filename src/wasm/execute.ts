import { EngineError, IndexError } from "../base/errors.ts";
import { engine } from "./engine.ts";
import { NAMES } from "./generated/launch.ts";
import { BAD_INDEX, ERROR } from "./layout.ts";
import type { Pace } from "./pace.ts";
import { runOnAll, threadCount } from "./threads.ts";

/**
 * Runs the `count` records at `list`. `pace` decides on threads; none for a list that has nothing to split.
 *
 * Throws `IndexError` if a launch met a bad index: nothing behind it ran. Throws `EngineError` if a kernel failed.
 */
export function execute(list: number, count: number, pace: Pace | null): void {
  const { memory } = engine();
  if (pace === null || threadCount() === 1) runAlone(list, count);
  else {
    const start = performance.now();
    if (pace.all) runOnAll(list, count);
    else runAlone(list, count);
    pace.note(performance.now() - start);
  }
  const found = new Int32Array(memory.buffer, ERROR, 4);
  if (found[0] === BAD_INDEX) raise(found, new Int32Array(memory.buffer, found[1]!, 1)[0]! & 0xffff);
}

function runAlone(list: number, count: number): void {
  try {
    engine().exports.run(list, count, 0, 1);
  } catch (error) {
    new Int32Array(engine().memory.buffer, ERROR, 1)[0] = 0;
    throw new EngineError(`run: a kernel failed: ${String(error)}; tensors computed since the last read are undefined`);
  }
}

function raise(found: Int32Array, opcode: number): never {
  found[0] = 0;
  const op = NAMES[opcode]!.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const [, , index, bound] = found;
  const wanted = bound! < 0 ? "another: this one is reserved" : `0 <= index < ${bound}`;
  throw new IndexError(
    `${op}: index is ${index}, expected ${wanted}; tensors computed since the last read are undefined`,
  );
}
