import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileError } from "../base/errors.ts";
import { reasonOf } from "../node/files.ts";

/**
 * Writes parts of a text to the standard output as fast as they are taken. Whoever takes no more ends it, and does not make it a failure.
 * Throws `FileError` if it cannot be written; `op` begins the message.
 */
export async function writeOut(
  op: string,
  parts: Iterable<string> | AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await pipeline(Readable.from(parts), process.stdout, { end: false, signal });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE") return;
    if (syscall === undefined) throw error;
    throw new FileError(`${op}: the standard output cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}
