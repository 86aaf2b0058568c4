// One WebAssembly instance and its memory, made at the first use or by `init`.

import { EngineError } from "../base/errors.ts";
import { decode, pieces, setShared } from "./binary.ts";
import { hasRelaxedSimd, whyNotShared } from "./features.ts";
import { PIECES } from "./generated/binaries.ts";
import { FIRST_SCRATCH, HEAP, PAGE, SCRATCH, SCRATCH_BYTES } from "./layout.ts";

/** How the engine may be started. */
export interface EngineOptions {
  /** The build of the kernels: `"relaxed"` fuses multiply and add; default the fastest that the host runs. */
  readonly simd?: "plain" | "relaxed";
  /** A compiled `wasmgrad/wasm/*.wasm`, for hosts that may not compile bytes; it decides `simd`. */
  readonly module?: WebAssembly.Module;
  /** Bytes of memory at most, a multiple of 64 KiB; default 4 GiB, or what the host grants: 2 GiB, 1 GiB. */
  readonly maximumMemory?: number;
}

interface Exports {
  run(list: number, count: number, thread: number, threads: number): void;
  call(list: number, count: number, threads: number): void;
  advance(thread: number): number;
  joined(workers: number): number;
  release(): void;
  write_constants(): void;
  is_relaxed(): number;
}

export interface Engine {
  readonly memory: WebAssembly.Memory;
  readonly exports: Exports;
  readonly module: WebAssembly.Module;
  readonly simd: "plain" | "relaxed";
  readonly shared: boolean;
  readonly maximumMemory: number;
  /** Why memory is not shared or SIMD not relaxed; empty if nothing is missing. */
  readonly why: string;
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

/** Starts the engine as asked; if it runs already, throws `EngineError` unless that is what was asked. */
export function configure(options: EngineOptions): Engine {
  if (current === null) return (current = start(options));
  for (const name of ["simd", "maximumMemory"] as const) {
    const wanted = options[name];
    if (wanted !== undefined && wanted !== current[name]) {
      throw new EngineError(
        `init: ${name} is ${current[name]} since the first use, expected ${wanted}; call init first`,
      );
    }
  }
  if (options.module !== undefined) throw new EngineError("init: module comes after the first use; call init first");
  return current;
}

function start(options: EngineOptions): Engine {
  const wanted = options.simd ?? (hasRelaxedSimd() ? "relaxed" : "plain");
  if (wanted !== "plain" && wanted !== "relaxed") {
    throw new EngineError(`init: simd is ${String(wanted)}, expected "plain" or "relaxed"`);
  }
  if (wanted === "relaxed" && !hasRelaxedSimd()) {
    throw new EngineError('init: simd is "relaxed", which this host does not run; expected "plain"');
  }
  const why = whyNotShared();
  const shared = why === "";
  const memory = reserve(options.maximumMemory, shared);
  const module = options.module ?? compiled(wanted, shared);
  new Uint32Array(memory.buffer)[SCRATCH / 4] = FIRST_SCRATCH;
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
  const simd = exports.is_relaxed() ? "relaxed" : "plain";
  if (options.simd !== undefined && simd !== options.simd) {
    throw new EngineError(`init: module is the ${simd} build, expected the ${options.simd} one; leave simd out`);
  }
  const maximumMemory = options.maximumMemory ?? maximumOf.get(memory)!;
  const reasons = [why, simd === "plain" && !hasRelaxedSimd() ? "the host has no relaxed SIMD" : ""];
  return { memory, exports, module, simd, shared, maximumMemory, why: reasons.filter(Boolean).join("; ") };
}

function compiled(simd: "plain" | "relaxed", shared: boolean): WebAssembly.Module {
  const binary = decode(pieces(PIECES, simd === "relaxed"));
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
