// The only places where JavaScript looks into the memory. Each look runs pending launches first and takes a fresh view:
// growth makes views stale.

import { engine } from "./engine.ts";
import { flush } from "./list.ts";

/** Copies `length` float32 numbers at `address` out. */
export function readFloats(address: number, length: number): Float32Array<ArrayBuffer> {
  flush();
  return new Float32Array(engine().memory.buffer, address, length).slice() as Float32Array<ArrayBuffer>;
}

/** Copies `length` int32 numbers at `address` out. */
export function readInts(address: number, length: number): Int32Array<ArrayBuffer> {
  flush();
  return new Int32Array(engine().memory.buffer, address, length).slice() as Int32Array<ArrayBuffer>;
}

export function writeFloats(address: number, values: ArrayLike<number>): void {
  flush();
  new Float32Array(engine().memory.buffer, address, values.length).set(values);
}

export function writeInts(address: number, values: ArrayLike<number>): void {
  flush();
  new Int32Array(engine().memory.buffer, address, values.length).set(values);
}

/** float64 cell `index` of those at `address`: hyperparameters and counters that launches read. */
export function readDouble(address: number, index: number): number {
  flush();
  return new Float64Array(engine().memory.buffer, address)[index]!;
}

export function writeDouble(address: number, index: number, value: number): void {
  flush();
  new Float64Array(engine().memory.buffer, address)[index] = value;
}
