import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { FileError } from "../base/errors.ts";
import { MemoryRows, type RowStore } from "../csv/row-store.ts";
import { reasonOf } from "./files.ts";

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/** Rows in memory, until they take more than a limit: then in a file without a name. */
export class SpillingRows implements RowStore {
  readonly #width: number;
  readonly #memory: number;
  readonly #folder: string;
  #rows: MemoryRows | null;
  #file: number | null = null;
  #bytes = 0;

  constructor(width: number, memory: number, folder: string) {
    this.#width = width;
    this.#memory = memory;
    this.#folder = folder;
    this.#rows = new MemoryRows(width);
  }

  append(rows: Float64Array): void {
    if (this.#rows !== null && this.#bytes + rows.byteLength > this.#memory) this.#spill(this.#rows, rows.length);
    if (this.#rows !== null) this.#rows.append(rows);
    else this.#write(rows, this.#bytes);
    this.#bytes += rows.byteLength;
  }

  read(first: number, count: number, into: Float64Array): void {
    if (this.#rows !== null) this.#rows.read(first, count, into);
    else this.#readFile(first * this.#width * BYTES, count * this.#width, into);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#rows?.close();
  }

  /** Moves the rows to a file, `atOnce` numbers at a time. */
  #spill(rows: MemoryRows, atOnce: number): void {
    this.#file = unnamedFile(this.#folder);
    this.#rows = null;
    const total = this.#bytes / BYTES / this.#width;
    const most = Math.max(1, Math.floor(atOnce / this.#width));
    const block = new Float64Array(most * this.#width);
    for (let first = 0; first < total; first += most) {
      const count = Math.min(most, total - first);
      rows.read(first, count, block);
      this.#write(block.subarray(0, count * this.#width), first * this.#width * BYTES);
    }
    rows.close();
  }

  #write(rows: Float64Array, position: number): void {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    try {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#file!, bytes, done, bytes.length - done, position + done);
      }
    } catch (error) {
      throw new FileError(`table: rows cannot be written to ${this.#folder}: ${reasonOf(error)}`, { cause: error });
    }
  }

  #readFile(position: number, count: number, into: Float64Array): void {
    const bytes = new Uint8Array(into.buffer, into.byteOffset, count * BYTES);
    try {
      for (let done = 0; done < bytes.length;) {
        const read = readSync(this.#file!, bytes, done, bytes.length - done, position + done);
        if (read === 0) throw new Error("the file ends early");
        done += read;
      }
    } catch (error) {
      throw new FileError(`table: rows cannot be read from ${this.#folder}: ${reasonOf(error)}`, { cause: error });
    }
  }
}

/** A file that has lost its name already: the system frees its place when it is closed, or the process ends. */
function unnamedFile(folder: string): number {
  const path = join(folder, `.wasmgrad-${randomUUID()}`);
  try {
    const file = openSync(path, "wx+", 0o600);
    unlinkSync(path);
    return file;
  } catch (error) {
    throw new FileError(`table: rows cannot be written to ${folder}: ${reasonOf(error)}`, { cause: error });
  }
}
