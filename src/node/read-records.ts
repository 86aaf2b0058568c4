import { type FileHandle, open } from "node:fs/promises";
import { checkValue } from "../base/check.ts";
import { FileError, FormatError } from "../base/errors.ts";
import { Pipeline } from "../data/pipeline/pipeline.ts";
import { reasonOf } from "./files.ts";

/** Options of `readRecords`. */
export interface RecordOptions {
  /** Bytes of each record. */
  readonly bytes: number;
  /** Bytes before the first record, and behind the last; default 0. */
  readonly header?: number;
  readonly footer?: number;
}

/** Bytes read at once, at least one record. */
const BLOCK = 2 ** 20;

/**
 * The records of a file in which all take as many bytes, such as those of CIFAR-10: a pipeline of their bytes, read in blocks of about
 * 1 MB, so that the file may be larger than memory.
 *
 *     const samples = (await readRecords("train.bin", { bytes: 3073 })).shuffle(10_000).map(decode);
 *
 * Throws `FileError` if it cannot be read, `FormatError` if it holds no whole number of records, or is shorter than when it was opened;
 * both name the file. `ValueError` for sizes that are none.
 */
export async function readRecords(
  path: string,
  { bytes, header = 0, footer = 0 }: RecordOptions,
): Promise<Pipeline<Uint8Array<ArrayBuffer>>> {
  checkValue("readRecords", "bytes", bytes, Number.isSafeInteger(bytes) && bytes >= 1, "a whole number from 1 on");
  for (const [name, size] of Object.entries({ header, footer })) {
    checkValue("readRecords", name, size, Number.isSafeInteger(size) && size >= 0, "a whole number from 0 on");
  }
  const size = await inFile(path, async (file) => {
    const found = await file.stat();
    if (found.isDirectory()) throw new Error("it is a folder");
    return found.size;
  });
  const count = (size - header - footer) / bytes;
  if (!(Number.isInteger(count) && count >= 0)) {
    const besides = header + footer > 0 ? ` besides ${header + footer}` : "";
    throw new FormatError(
      `readRecords: ${path} holds ${size} bytes, expected a multiple of ${bytes}${besides}; is it cut off?`,
    );
  }
  return new Pipeline(() => recordsIn(path, header, bytes, count), count);
}

async function* recordsIn(
  path: string,
  header: number,
  bytes: number,
  count: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const atOnce = Math.max(1, Math.floor(BLOCK / bytes));
    const block = new Uint8Array(Math.min(atOnce, count) * bytes);
    for (let first = 0; first < count; first += atOnce) {
      const records = Math.min(atOnce, count - first);
      await fill(file, path, block.subarray(0, records * bytes), header + first * bytes);
      for (let i = 0; i < records; i++) yield block.slice(i * bytes, (i + 1) * bytes);
    }
  } finally {
    await file.close();
  }
}

async function fill(file: FileHandle, path: string, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (bytesRead === 0) throw new FormatError(`readRecords: ${path} ends early, expected it as it was when opened`);
    done += bytesRead;
  }
}

async function inFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    const file = await open(path);
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): FileError {
  return new FileError(`readRecords: ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
}
