import { ValueError } from "../../base/errors.ts";
import { readBytes } from "../../node/files.ts";

/** Bytes of a file that are taken in whole; beyond, strings end. */
const MOST_BYTES = 2 ** 28;

/** The text of a file in UTF-8. Throws `FileError` if it cannot be read, `ValueError` if it is too large or no text; `op` begins messages. */
export async function readText(op: string, path: string): Promise<string> {
  const bytes = await readBytes(op, path);
  if (bytes.length > MOST_BYTES) {
    throw new ValueError(`${op}: ${path} has ${bytes.length} bytes, expected at most ${MOST_BYTES}; take a part of it`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ValueError(`${op}: ${path} is no text in UTF-8; convert it`);
  }
}
