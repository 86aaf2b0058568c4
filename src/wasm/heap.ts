// Memory for storages: blocks from free lists by size class, 64-byte aligned. The books are kept here, outside the memory
// that kernels write.

import { MemoryError } from "../base/errors.ts";
import { engine, FIRST_FREE } from "./engine.ts";
import { PAGE } from "./layout.ts";

const ALIGN = 64;

/** Free blocks by their size. */
const free = new Map<number, number[]>();
let top = FIRST_FREE;
let live = 0;
let peak = 0;
let blocks = 0;

/** What the engine's memory holds, in bytes and in blocks. */
export interface MemoryStats {
  /** Bytes in use by tensors, rounded up to blocks. */
  readonly live: number;
  /** The most that was ever in use at once. */
  readonly peak: number;
  /** Bytes that WebAssembly memory has grown to; it never shrinks. */
  readonly reserved: number;
  /** Storages in use. */
  readonly blocks: number;
}

/** What the engine's memory holds now. */
export function memoryStats(): MemoryStats {
  return { live, peak, reserved: engine().memory.buffer.byteLength, blocks };
}

/** A block of at least `bytes` bytes. Small sizes are multiples of 64, larger ones waste at most an eighth. */
export function blockSize(bytes: number): number {
  if (bytes <= 1024) return bytes === 0 ? ALIGN : (bytes + ALIGN - 1) & -ALIGN;
  const step = Math.max(ALIGN, 2 ** (Math.ceil(Math.log2(bytes)) - 4));
  return Math.ceil(bytes / step) * step;
}

/** The address of a block of `size`, as `blockSize` answers it. Throws `MemoryError`, and leaves everything as it was. */
export function takeBlock(size: number): number {
  const address = free.get(size)?.pop() ?? extend(size) ?? carve(size) ?? extend(size);
  if (address === undefined) {
    throw new MemoryError(
      `alloc: ${size} bytes are wanted, ${live} of ${engine().maximumMemory} are in use; ` +
        "dispose of tensors, use scope, or take smaller batches",
    );
  }
  live += size;
  blocks++;
  peak = Math.max(peak, live);
  return address;
}

export function giveBlock(address: number, size: number): void {
  live -= size;
  blocks--;
  const list = free.get(size);
  if (list === undefined) free.set(size, [address]);
  else list.push(address);
}

/** A new block behind all others; the memory grows if it must. The last page is never handed out. */
function extend(size: number): number | undefined {
  const { memory, maximumMemory } = engine();
  const wanted = top + size + PAGE;
  if (wanted > maximumMemory) return undefined;
  const missing = wanted - memory.buffer.byteLength;
  if (missing > 0) {
    try {
      memory.grow(Math.ceil(missing / PAGE));
    } catch {
      return undefined;
    }
  }
  top += size;
  return top - size;
}

/** When memory cannot grow: neighbouring free blocks join, and the smallest that is large enough is cut. Unless it helps, nothing changes. */
function carve(size: number): number | undefined {
  const pieces = [...free].flatMap(([bytes, list]) => list.map((at) => ({ at, bytes }))).sort((a, b) => a.at - b.at);
  const joined: { at: number; bytes: number }[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.at + last.bytes === piece.at) last.bytes += piece.bytes;
    else joined.push({ ...piece });
  }
  const last = joined.at(-1);
  const newTop = last !== undefined && last.at + last.bytes === top ? last.at : top;
  const fitting = joined.filter((p) => p.bytes >= size && p.at < newTop);
  const best = fitting.sort((a, b) => a.bytes - b.bytes || a.at - b.at)[0];
  if (best === undefined && newTop + size + PAGE > engine().maximumMemory) return undefined;
  top = newTop;
  free.clear();
  for (const piece of joined) {
    if (piece === best && piece.bytes > size) putFree(piece.at + size, piece.bytes - size);
    else if (piece !== best && piece.at < top) putFree(piece.at, piece.bytes);
  }
  return best?.at;
}

function putFree(address: number, bytes: number): void {
  const list = free.get(bytes);
  if (list === undefined) free.set(bytes, [address]);
  else list.push(address);
}
