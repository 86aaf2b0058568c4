// The threads that run a list in lockstep with the caller.

import { EngineError } from "../base/errors.ts";
import { engine } from "./engine.ts";
import { giveBlock, takeBlock } from "./heap.ts";
import {
  DONE,
  EPOCH,
  EPOCH_THREADS,
  ERROR,
  FIRST_SCRATCH,
  PHASE,
  SCRATCH,
  SCRATCH_BYTES,
  SPINS,
  STATES,
  TRAP,
} from "./layout.ts";
import { startWorker, type Thread } from "./workers.ts";

/**
 * Looks at the barrier before a thread sleeps: some 25 µs, about what a sleeping thread needs to wake (23 to 60 µs), and more than what
 * lies between two steps of a training loop. More of them only take time from whoever shares the core.
 */
const LOOKS = 75_000;
/** How long a worker may be late, in milliseconds, if the caller has computed for less than a tenth of that. */
const GRACE = 1000;
/** How long the caller sleeps before it looks at the clock, in milliseconds. */
const NAP = 10;

let workers: Thread[] = [];
let scratch: { address: number; bytes: number } | null = null;

/** How many threads run a list, the caller's included. */
export function threadCount(): number {
  return workers.length + 1;
}

/** Starts or ends workers until `count` threads run lists. Throws `EngineError`, with one thread left, if the host refuses one. */
export async function setThreads(count: number): Promise<void> {
  if (count === threadCount()) return;
  await endThreads();
  if (count === 1) return;
  const { memory, module } = engine();
  const bytes = count * SCRATCH_BYTES;
  scratch = { address: takeBlock(bytes), bytes };
  const control = new Int32Array(memory.buffer);
  control[SPINS / 4] = LOOKS;
  const epoch = control[EPOCH / 4]!;
  const started = await Promise.allSettled(
    Array.from({ length: count - 1 }, (_, i) => startWorker({ module, memory, thread: i + 1, epoch })),
  );
  workers = started.flatMap((s) => (s.status === "fulfilled" ? [s.value] : []));
  const refused = started.find((s) => s.status === "rejected");
  if (refused !== undefined) {
    await endThreads();
    throw refused.reason;
  }
  control[SCRATCH / 4] = scratch.address;
}

/** Ends the workers; the caller's thread is left. */
export async function endThreads(): Promise<void> {
  const ending = workers;
  forget();
  if (ending.length > 0) {
    const { memory } = engine();
    const control = new Int32Array(memory.buffer);
    control[EPOCH_THREADS / 4] = 0;
    Atomics.add(control, EPOCH / 4, 1);
    Atomics.notify(control, EPOCH / 4);
  }
  await Promise.all(ending.map((w) => w.stop()));
  if (scratch !== null) giveBlock(scratch.address, scratch.bytes);
  scratch = null;
}

/** From now on the caller runs lists alone. */
function forget(): void {
  workers = [];
  const { memory } = engine();
  new Int32Array(memory.buffer)[SCRATCH / 4] = FIRST_SCRATCH;
}

/** Gives up on workers that failed. Their scratch memory is not used again: one of them may still be writing. */
function abandon(): void {
  for (const worker of workers) void worker.stop();
  scratch = null;
  forget();
}

/**
 * Runs the `count` records at `list` on all threads. A worker that fails or stays away ends the list and the workers: the
 * engine goes on with one thread. Throws `EngineError` then, and when the caller's own part fails.
 */
export function runOnAll(list: number, count: number): void {
  const { exports, memory } = engine();
  const control = new Int32Array(memory.buffer);
  const patience = new Patience();
  let problem = "";
  try {
    exports.call(list, count, threadCount());
    while (problem === "" && !exports.advance(0)) problem = patience.sleep(control, PHASE, control[STATES / 4 + 3]!);
  } catch (error) {
    problem = String(error);
    Atomics.compareExchange(control, ERROR / 4, 0, TRAP);
    exports.release();
  }
  while (problem === "" && !exports.joined(workers.length)) problem = patience.sleep(control, DONE, control[DONE / 4]!);
  if (control[ERROR / 4] === TRAP) problem ||= "in a worker";
  if (problem === "") return;
  control[ERROR / 4] = 0;
  abandon();
  throw new EngineError(
    `run: a kernel failed: ${problem}; tensors computed since the last read are undefined, the engine goes on with one thread`,
  );
}

/** How long the caller waits for workers: `GRACE`, or ten times what it has computed since the last wait. */
class Patience {
  #since = performance.now();
  #waitsFor = -1;
  #limit = GRACE;

  /** Sleeps a while on the word at `address`, which is `value`. Answers what is wrong if that has been so for too long. */
  sleep(control: Int32Array, address: number, value: number): string {
    const now = performance.now();
    const wait = address + value;
    if (wait !== this.#waitsFor) {
      this.#limit = Math.max(GRACE, 10 * (now - this.#since));
      this.#since = now;
      this.#waitsFor = wait;
    } else if (now - this.#since > this.#limit) {
      return `a worker did not come back in ${Math.round(this.#limit)} ms`;
    }
    if (mayBlock()) {
      Atomics.add(control, address / 4 + 1, 1);
      Atomics.wait(control, address / 4, value, NAP);
      Atomics.sub(control, address / 4 + 1, 1);
    }
    return "";
  }
}

let blocks: boolean | null = null;

/** Whether this thread may sleep: a page's main thread may not, and looks again instead. */
function mayBlock(): boolean {
  if (blocks === null) {
    try {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0);
      blocks = true;
    } catch {
      blocks = false;
    }
  }
  return blocks;
}
