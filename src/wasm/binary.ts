import { EngineError } from "../base/errors.ts";

/** One of two builds whose pieces, between commas, take turns; an empty piece of the second is that of the first. */
export function pieces(both: string, second: boolean): string {
  const all = both.split(",");
  return all.map((piece, i) => (i % 2 === 1 ? "" : (second && all[i + 1]) || piece)).join("");
}

/** The bytes that `hex` spells. */
export function decode(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = digit(hex.charCodeAt(2 * i)) * 16 + digit(hex.charCodeAt(2 * i + 1));
  return bytes;
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

const IMPORTS = 2;
const MEMORY = 2;
const SHARED = 2;

/**
 * Says in `binary` whether the memory it imports is shared. One bit of the import tells the two apart, so one binary
 * serves both kinds of memory. Throws `EngineError` unless its first import is a memory.
 * Format: WebAssembly core specification, section 5.5.5.
 */
export function setShared(binary: Uint8Array, shared: boolean): void {
  let p = 8;
  const byte = (): number => {
    const value = binary[p++];
    if (value === undefined) throw new EngineError("init: the WebAssembly binary imports no memory");
    return value;
  };
  const integer = (): number => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const next = byte();
      value += (next & 127) * unit;
      if (next < 128) return value;
    }
  };
  const skip = (): void => {
    const length = integer();
    p += length;
  };
  while (byte() !== IMPORTS) skip(); // sections
  integer(); // bytes of the section
  const imports = integer();
  skip(); // its module's name
  skip(); // its own
  if (imports === 0 || byte() !== MEMORY) throw new EngineError("init: the WebAssembly binary imports no memory first");
  const flags = byte();
  binary[p - 1] = shared ? flags | SHARED : flags & ~SHARED;
}
