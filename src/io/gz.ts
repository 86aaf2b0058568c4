import { checkValue } from "../base/check.ts";
import { FormatError } from "../base/errors.ts";

/** Options of `decodeGz`. */
export interface GzOptions {
  /** How many bytes may come out, so that a file made to unpack without end does not; default 2³⁰. */
  readonly most?: number;
}

/**
 * The bytes in a gzip file, in Node and in browsers. Throws `FormatError` if it is none, is cut off, or holds more than `most`.
 */
export async function decodeGz(
  bytes: Uint8Array,
  { most = 2 ** 30 }: GzOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  checkValue("decodeGz", "most", most, most >= 0, "a number of bytes");
  const parts: Uint8Array[] = [];
  let length = 0;
  const packed = new Blob([bytes.slice()]).stream();
  const reader = (packed.pipeThrough(new DecompressionStream("gzip")) as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new FormatError(`gz: the file cannot be unpacked: ${String(error)}`, { cause: error });
    });
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new FormatError(`gz: the file holds more than ${most} bytes, expected at most that`);
    }
    parts.push(value);
  }
  const unpacked = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    unpacked.set(part, at);
    at += part.length;
  }
  return unpacked;
}
