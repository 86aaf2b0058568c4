import { EngineError } from "../base/errors.ts";
import { configure, engine, type EngineOptions } from "./engine.ts";
import { MOST_THREADS } from "./layout.ts";
import { flush } from "./list.ts";
import { endThreads, setThreads, threadCount } from "./threads.ts";

/** What `init` may be asked for. */
export interface InitOptions extends EngineOptions {
  /** Threads that run a list of launches, the caller's included; `"auto"` is one a core. Default: as it is, 1 at first. */
  readonly threads?: number | "auto";
}

/** What the engine runs with, and why not with more. */
export interface EngineReport {
  readonly simd: "plain" | "relaxed";
  readonly threads: number;
  /** Whether the memory is shared, which threads need. */
  readonly shared: boolean;
  readonly maximumMemory: number;
  /** Why memory is not shared, SIMD not relaxed, or threads are fewer than asked; empty if nothing is missing. */
  readonly why: string;
}

/**
 * Starts the engine as asked, and answers what it got. Without it the engine starts by itself, on the calling thread.
 * After the first use only `threads` may change; results have the same bits for any number of them.
 *
 * Throws `EngineError` if the engine runs already with other settings, or cannot start as asked. Threads that the host
 * refuses are no error: `threads` of the report is 1 then, and `why` says why.
 */
export async function init({ threads, ...options }: InitOptions = {}): Promise<EngineReport> {
  if (
    threads !== undefined &&
    threads !== "auto" &&
    !(Number.isInteger(threads) && threads > 0 && threads <= MOST_THREADS)
  ) {
    throw new EngineError(
      `init: threads is ${String(threads)}, expected "auto" or a whole number from 1 to ${MOST_THREADS}`,
    );
  }
  const { simd, shared, maximumMemory, why } = configure(options);
  const reasons = [why];
  if (threads !== undefined) {
    const wanted = threads === "auto" ? Math.min(cores(), MOST_THREADS) : threads;
    flush();
    if (shared || wanted === 1)
      await setThreads(wanted).catch((error: unknown) => reasons.push((error as Error).message));
  }
  return { simd, threads: threadCount(), shared, maximumMemory, why: reasons.filter(Boolean).join("; ") };
}

/** Ends the engine's threads. Tensors stay valid, and the engine goes on with the calling thread. */
export async function shutdown(): Promise<void> {
  flush();
  engine();
  await endThreads();
}

function cores(): number {
  const os = globalThis.process?.getBuiltinModule?.("node:os");
  return os?.availableParallelism?.() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}
