import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import { FileError, FormatError, ValueError } from "../base/errors.ts";
import { type CsvOptions, readTable } from "../csv/read-csv.ts";
import type { Table } from "../csv/table.ts";
import { reasonOf } from "./files.ts";
import { SpillingRows } from "./spilling-rows.ts";

/** Options of `readCsvFile`. */
export interface CsvFileOptions extends CsvOptions {
  /** Bytes that rows may take in memory: 8 a cell; default 64 MB. More of them rest in a file. */
  readonly memory?: number | undefined;
  /** Where that file is; default the system's folder for temporary files. */
  readonly folder?: string | undefined;
}

const MEMORY = 2 ** 26;

/**
 * `readCsv` for a file of any size. Rows that take more than `memory` rest in a file without a name, which vanishes when the
 * table is closed or the process ends, however that happens.
 *
 * Throws `FileError` if the file cannot be read, or the rows cannot be written; besides as `readCsv`, with the path.
 */
export async function readCsvFile(
  path: string,
  { memory = MEMORY, folder = tmpdir(), ...options }: CsvFileOptions = {},
): Promise<Table> {
  if (!(memory >= 0)) throw new ValueError(`readCsvFile: memory is ${memory}, expected a number of bytes from 0 on`);
  try {
    return await readTable(bytesOf(path), options, (width) => new SpillingRows(width, memory, folder));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`${path}: ${error.message}`, { cause: error });
  }
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const bytes of createReadStream(path)) yield bytes as Uint8Array;
  } catch (error) {
    throw new FileError(`readCsvFile: ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}
