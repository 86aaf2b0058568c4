import { engine } from "../../src/wasm/engine.ts";
import { Storage } from "../../src/wasm/storage.ts";

const GUARD = 64; // words on either side
const CANARY = 0x7fa0beef; // a signalling NaN: reading it poisons a result, adding even 0 to it changes its bits

/** `n` words of the engine's memory between guards, as floats; `intact()` is false once a kernel wrote past an end. */
export function guarded(n: number, fill: (i: number) => number = () => Number.NaN) {
  const storage = new Storage((n + 2 * GUARD) * 4);
  const buffer = () => engine().memory.buffer;
  const words = () => new Uint32Array(buffer(), storage.address, n + 2 * GUARD);
  const at = storage.address + GUARD * 4;
  const floats = () => new Float32Array(buffer(), at, n);
  const ints = () => new Int32Array(buffer(), at, n);
  words().fill(CANARY);
  floats().forEach((_, i, all) => (all[i] = fill(i)));
  return {
    address: at,
    floats,
    ints,
    bits: () => words().slice(GUARD, GUARD + n),
    intact: () => {
      const all = words();
      const isCanary = (word: number) => word === CANARY;
      return all.subarray(0, GUARD).every(isCanary) && all.subarray(GUARD + n).every(isCanary);
    },
    free: () => storage.release(),
  };
}

export type Guarded = ReturnType<typeof guarded>;
