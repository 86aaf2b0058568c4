// The engine: one WebAssembly instance and its memory, made at the first use or by `init`.

import { EngineError } from "../base/errors.ts";
import { decode, setShared } from "./binary.ts";
import { hasRelaxedSimd, whyNotShared } from "./features.ts";
import * as binaries from "./generated/binaries.ts";
import { HEAP, PAGE, SCRATCH, SCRATCH_BYTES } from "./layout.ts";

/** What `init` may be asked for. */
export interface EngineOptions {
  /** The build of the kernels: `"relaxed"` fuses multiply and add; default the fastest that the host runs. */
  readonly simd?: "plain" | "relaxed";
  /** A compiled `wasmgrad/wasm/*.wasm`, for hosts that may not compile bytes; it decides `simd` unless that is given. */
  readonly module?: WebAssembly.Module;
  /** Bytes of memory at most, a multiple of 64 KiB; default 4 GiB, or what the host grants: 2 GiB, 1 GiB. */
  readonly maximumMemory?: number;
}

/** What the engine runs with, and why not with more. */
export interface EngineReport {
  readonly simd: "plain" | "relaxed";
  readonly threads: number;
  /** Whether the memory is shared, which threads need. */
  readonly shared: boolean;
  readonly maximumMemory: number;
  /** Why memory is not shared or SIMD not relaxed; empty if nothing is missing. */
  readonly why: string;
}

interface Exports {
  run(list: number, count: number, thread: number, threads: number): void;
  write_constants(): void;
}

export interface Engine {
  readonly memory: WebAssembly.Memory;
  readonly exports: Exports;
  readonly report: EngineReport;
}

const GIB = 2 ** 30;
const FIRST_PAGES = (HEAP + SCRATCH_BYTES) / PAGE + 16;
/** Where allocation begins: behind the first thread's scratch block. */
export const FIRST_FREE = HEAP + SCRATCH_BYTES;

let current: Engine | null = null;

/** The engine; starts it on first use. */
export function engine(): Engine {
  return (current ??= start({}));
}

/**
 * Starts the engine as asked, before its first use, and answers what it got. Without it the engine starts by itself.
 *
 * Throws `EngineError` if the engine runs already with other settings, or cannot start as asked.
 */
export async function init(options: EngineOptions = {}): Promise<EngineReport> {
  if (current === null) {
    current = start(options);
    return current.report;
  }
  const { report } = current;
  for (const name of ["simd", "maximumMemory"] as const) {
    const wanted = options[name];
    if (wanted !== undefined && wanted !== report[name]) {
      throw new EngineError(
        `init: ${name} is ${report[name]} since the first use, expected ${wanted}; call init first`,
      );
    }
  }
  if (options.module !== undefined) throw new EngineError("init: module comes after the first use; call init first");
  return report;
}

function start(options: EngineOptions): Engine {
  const simd = options.simd ?? (options.module === undefined && hasRelaxedSimd() ? "relaxed" : "plain");
  if (simd !== "plain" && simd !== "relaxed") {
    throw new EngineError(`init: simd is ${String(simd)}, expected "plain" or "relaxed"`);
  }
  if (simd === "relaxed" && !hasRelaxedSimd()) {
    throw new EngineError('init: simd is "relaxed", which this host does not run; expected "plain"');
  }
  const why = whyNotShared();
  const shared = why === "";
  const memory = reserve(options.maximumMemory, shared);
  const module = options.module ?? compiled(binaries[simd], shared);
  new Uint32Array(memory.buffer)[SCRATCH / 4] = HEAP;
  let exports: Exports;
  try {
    exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    exports.write_constants();
  } catch (error) {
    throw new EngineError(
      `init: the module does not link: ${String(error)}; expected one of wasmgrad/wasm/*.wasm of this version` +
        (shared ? "" : ", compiled by this page with its memory import unshared"),
    );
  }
  const maximumMemory = options.maximumMemory ?? maximumOf.get(memory)!;
  const reasons = [why, simd === "plain" && !hasRelaxedSimd() ? "the host has no relaxed SIMD" : ""];
  const report = { simd, threads: 1, shared, maximumMemory, why: reasons.filter(Boolean).join("; ") };
  return { memory, exports, report };
}

function compiled(hex: string, shared: boolean): WebAssembly.Module {
  const binary = decode(hex);
  setShared(binary, shared);
  return new WebAssembly.Module(binary);
}

const maximumOf = new WeakMap<WebAssembly.Memory, number>();

function reserve(wanted: number | undefined, shared: boolean): WebAssembly.Memory {
  if (wanted !== undefined && !(wanted % PAGE === 0 && wanted >= FIRST_PAGES * PAGE && wanted <= 4 * GIB)) {
    throw new EngineError(
      `init: maximumMemory is ${wanted}, expected a multiple of ${PAGE} from ${FIRST_PAGES * PAGE} to ${4 * GIB} bytes`,
    );
  }
  let refusal: unknown;
  for (const bytes of wanted === undefined ? [4 * GIB, 2 * GIB, GIB] : [wanted]) {
    try {
      const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: bytes / PAGE, shared });
      maximumOf.set(memory, bytes);
      return memory;
    } catch (error) {
      refusal = error;
    }
  }
  throw new EngineError(`init: the host grants no memory: ${String(refusal)}; ask for less by maximumMemory`);
}
