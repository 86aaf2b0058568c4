import { deflateSync } from "node:zlib";

/** What a test's PNG file holds: everything may be wrong. Checksums are 0, which the reader does not look at. */
export interface PngFile {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly type?: number;
  readonly interlaced?: boolean;
  /** Rows, or what else is packed: each begins with the number of its filter. */
  readonly rows: readonly (readonly number[])[];
  readonly chunks?: readonly (readonly [type: string, bytes: readonly number[]])[];
}

export function pngFile({
  width,
  height,
  depth = 8,
  type = 0,
  interlaced = false,
  rows,
  chunks = [],
}: PngFile): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, Number(interlaced)], 8);
  const chunk = (name: string, bytes: ArrayLike<number>): Buffer => {
    const made = Buffer.alloc(12 + bytes.length);
    made.writeUInt32BE(bytes.length, 0);
    made.write(name, 4, "latin1");
    made.set(bytes, 8);
    return made;
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...chunks.map(([name, bytes]) => chunk(name, bytes)),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", []),
  ]);
}
