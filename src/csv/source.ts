import { ValueError } from "../base/errors.ts";

/** Where the text of a CSV file comes from. Bytes are UTF-8. */
export type CsvSource = string | Blob | ReadableStream<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/** Most characters or bytes in a piece: what the parser then holds at once does not depend on the source. */
const PIECE = 65_536;

/**
 * The text of a source without its byte order mark, in pieces of bounded size. The next one is asked for when the one before
 * is done with, so that a stream is not read faster than it is parsed. Bytes that are not UTF-8 become U+FFFD.
 */
export async function* piecesOf(source: CsvSource): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let isFirst = true;
  for await (const given of partsOf(source)) {
    for (let at = 0; at < given.length; at += PIECE) {
      const piece =
        typeof given === "string"
          ? given.slice(at, at + PIECE)
          : decoder.decode(given.subarray(at, at + PIECE), { stream: true });
      if (piece === "") continue;
      yield isFirst && piece.startsWith("\uFEFF") ? piece.slice(1) : piece;
      isFirst = false;
    }
  }
  yield decoder.decode();
}

async function* partsOf(source: CsvSource): AsyncGenerator<Uint8Array | string, void, undefined> {
  if (typeof source === "string") yield source;
  else if (source instanceof Blob) yield* readAll(source.stream());
  else if (source instanceof ReadableStream) yield* readAll(source);
  else if (typeof source === "object" && source !== null && Symbol.asyncIterator in source) yield* checked(source);
  else throw unusable(source);
}

/** Not by `for await`, which streams lack in some browsers. */
async function* readAll(stream: ReadableStream<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield checkPart(value);
    }
  } finally {
    await reader.cancel();
  }
}

async function* checked(parts: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
  for await (const part of parts) yield checkPart(part);
}

function checkPart(part: unknown): Uint8Array | string {
  if (typeof part === "string" || part instanceof Uint8Array) return part;
  throw unusable(part);
}

function unusable(given: unknown): ValueError {
  const got = given === null ? "null" : typeof given;
  return new ValueError(
    `readCsv: source is or gives ${got}, expected text, bytes, a Blob, or a stream of text or bytes`,
  );
}
