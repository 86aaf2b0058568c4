import { engine } from "../../src/wasm/engine.ts";
import { Storage } from "../../src/wasm/storage.ts";

const GUARD = 64; // words on either side

/** A signalling NaN: reading it poisons a result, and adding even 0 to it changes its bits. */
export const CANARY = 0x7fa0beef;

/**
 * `n` words of the engine's memory between guards, `offset` words past a multiple of 64 bytes. They hold canaries until
 * somebody writes them; `intact()` is false once somebody wrote past an end.
 */
export function guarded(n: number, offset = 0) {
  const before = GUARD + offset;
  const storage = new Storage((before + n + GUARD) * 4);
  const address = storage.address + before * 4;
  // Memory may grow, so views are made afresh.
  const all = () => new Uint32Array(engine().memory.buffer, storage.address, before + n + GUARD);
  const isCanary = (word: number) => word === CANARY;
  all().fill(CANARY);
  return {
    address,
    words: () => new Uint32Array(engine().memory.buffer, address, n),
    intact: () =>
      all().subarray(0, before).every(isCanary) &&
      all()
        .subarray(before + n)
        .every(isCanary),
    free: () => storage.release(),
  };
}

export type Guarded = ReturnType<typeof guarded>;
