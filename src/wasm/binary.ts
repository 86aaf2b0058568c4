import { EngineError } from "../base/errors.ts";

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

/**
 * Says in `binary` whether the memory it imports is shared. One bit of the import tells the two apart, so one binary
 * serves both kinds of memory. Format: WebAssembly core specification, section 5.5.5.
 */
export function setShared(binary: Uint8Array, shared: boolean): void {
  let p = 8;
  const integer = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[p++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const skipName = (): void => {
    const length = integer();
    p += length;
  };
  while (p < binary.length) {
    const section = binary[p++];
    const bytes = integer();
    if (section !== 2) {
      p += bytes;
      continue;
    }
    integer();
    skipName();
    skipName();
    p++; // the kind of the only import: a memory
    binary[p] = shared ? binary[p]! | 2 : binary[p]! & ~2;
    return;
  }
  throw new EngineError("init: the WebAssembly binary imports no memory");
}
