// The only places where JavaScript looks into the memory. Each look runs pending launches first and takes a fresh view:
// growth makes views stale.

import { engine } from "./engine.ts";
import { flush } from "./list.ts";
import type { Storage } from "./storage.ts";
import { refuseWhileTracing } from "./trace.ts";

function beforeReading(): void {
  refuseWhileTracing("a tensor is read", "return it from the step and read it there");
  flush();
}

function beforeWriting(): void {
  refuseWhileTracing("memory is set from JavaScript", "do it before the step, or by an op");
  flush();
}

/** Copies `length` float32 numbers at `address` out. */
export function readFloats(address: number, length: number): Float32Array<ArrayBuffer> {
  beforeReading();
  return new Float32Array(engine().memory.buffer, address, length).slice() as Float32Array<ArrayBuffer>;
}

/** Copies `length` int32 numbers at `address` out. */
export function readInts(address: number, length: number): Int32Array<ArrayBuffer> {
  beforeReading();
  return new Int32Array(engine().memory.buffer, address, length).slice() as Int32Array<ArrayBuffer>;
}

/** Fills memory that nothing has read yet, also while a step is traced: there it is a constant of the step. */
export function writeConstant(dtype: "float32" | "int32", address: number, values: ArrayLike<number>): void {
  flush();
  const { buffer } = engine().memory;
  (dtype === "int32" ? new Int32Array(buffer, address) : new Float32Array(buffer, address)).set(values);
}

export function writeFloats(address: number, values: ArrayLike<number>): void {
  beforeWriting();
  new Float32Array(engine().memory.buffer, address, values.length).set(values);
}

export function writeInts(address: number, values: ArrayLike<number>): void {
  beforeWriting();
  new Int32Array(engine().memory.buffer, address, values.length).set(values);
}

/** float64 cell `index` of those at `address`: hyperparameters and counters that launches read. */
export function readDouble(address: number, index: number): number {
  beforeReading();
  return new Float64Array(engine().memory.buffer, address)[index]!;
}

export function writeDouble(address: number, index: number, value: number): void {
  beforeWriting();
  new Float64Array(engine().memory.buffer, address)[index] = value;
}

/** A view on `length` words at `address`, for use before the next allocation. For lists, which nobody else writes. */
export function liveInts(address: number, length: number): Int32Array {
  return new Int32Array(engine().memory.buffer, address, length);
}

/** The bytes of a storage, copied out. */
export function copyOut({ address, size }: Storage): Uint8Array {
  flush();
  return new Uint8Array(engine().memory.buffer, address, size).slice();
}

/** Writes back what `copyOut` answered. */
export function putBack({ address }: Storage, bytes: Uint8Array): void {
  flush();
  new Uint8Array(engine().memory.buffer, address).set(bytes);
}

/** A number that tells contents of memory apart: FNV-1a over the 32-bit words from `start` on. */
export function checksum(start: number, bytes: number): number {
  flush();
  let hash = 0x811c9dc5;
  for (const word of new Int32Array(engine().memory.buffer, start, bytes >> 2))
    hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}
