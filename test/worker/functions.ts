// What the tests call in workers: one function with ways to go wrong.

import { threadId, workerData } from "node:worker_threads";
import { FormatError } from "../../src/base/errors.ts";
import { exposeFunction } from "../../src/worker/index.ts";

/** What the tests ask of a call. */
export interface Way {
  readonly wait?: number;
  readonly numbers?: Float32Array;
  readonly fails?: "format" | "text" | "nothing" | "uncloneable" | "exits";
}

const kept = Float32Array.of(1, 2, 3, 4);
let running = 0;

if (workerData === "broken") throw new Error("it cannot start");

export const work = exposeFunction(async (id: number, { wait = 0, numbers, fails }: Way = {}) => {
  running++;
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const most = running--;
  if (fails === "format") throw new FormatError(`work: ${id} is broken`);
  if (fails === "text") throw "a text";
  if (fails === "nothing") throw undefined;
  if (fails === "exits") process.exit(4);
  return {
    id,
    threadId,
    most,
    length: numbers?.length ?? 0,
    squares: numbers?.map((x) => x * x),
    part: kept.subarray(1, 3),
    nested: [{ deep: Int32Array.of(id) }],
    ...(fails === "uncloneable" && { f: () => undefined }),
  };
});
