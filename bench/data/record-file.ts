// A file of records such as CIFAR-10 has: a label, then a picture of 3 × 32 × 32 bytes. The same for the same size.

import { closeSync, openSync, writeSync } from "node:fs";
import { RandomStream } from "../../src/base/philox.ts";

export const PIXELS = 3 * 32 * 32;
export const RECORD = 1 + PIXELS;
export const CLASSES = 10;
/** Records written at once. */
const PIECE = 340;

/** Writes a file of at least so many bytes. Each class is a wave of its own frequency, with noise. */
export function writeRecords(path: string, bytes: number): number {
  const random = new RandomStream(7);
  const file = openSync(path, "w");
  const piece = new Uint8Array(PIECE * RECORD);
  let count = 0;
  try {
    for (; count * RECORD < bytes; count += PIECE) {
      for (let i = 0; i < PIECE; i++) fillRecord(piece.subarray(i * RECORD, (i + 1) * RECORD), random);
      for (let done = 0; done < piece.length;) done += writeSync(file, piece, done);
    }
  } finally {
    closeSync(file);
  }
  return count;
}

/** Makes a record. */
export function fillRecord(record: Uint8Array, random: RandomStream): void {
  const label = random.integer(CLASSES);
  record[0] = label;
  const noise = random.uint32();
  for (let i = 0; i < PIXELS; i++) {
    const wave = Math.sin(((label + 1) * (i % 32)) / 6);
    record[1 + i] = 128 + 60 * wave + (((i + 1) * noise) >>> 25);
  }
}

/** Pictures in one array, so that one moves between threads, and their labels. */
export interface Decoded {
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Records as pictures with mean 0 and deviation 1, a little blurred, so that decoding costs something. */
export function decode(records: readonly Uint8Array[]): Decoded {
  const pixels = new Float32Array(records.length * PIXELS);
  records.forEach((record, i) => standardize(blur(pixels.subarray(i * PIXELS, (i + 1) * PIXELS), record.subarray(1))));
  return { pixels, labels: Uint8Array.from(records, (record) => record[0]!) };
}

function blur(y: Float32Array, pixels: Uint8Array): Float32Array {
  for (let i = 0; i < PIXELS; i++) {
    let sum = 0;
    for (let row = -1; row <= 1; row++) for (let k = -1; k <= 1; k++) sum += pixels[i + 32 * row + k] ?? 128;
    y[i] = sum / 9;
  }
  return y;
}

function standardize(y: Float32Array): void {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < PIXELS; i++) [sum, squares] = [sum + y[i]!, squares + y[i]! * y[i]!];
  const mean = sum / PIXELS;
  const scale = 1 / Math.sqrt(squares / PIXELS - mean * mean + 1e-6);
  for (let i = 0; i < PIXELS; i++) y[i] = (y[i]! - mean) * scale;
}
