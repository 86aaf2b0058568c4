import { FormatError } from "../base/errors.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import type { Layout } from "./layout.ts";

/** Numbers as an IDX file holds them: the array says of which type they are. */
export type IdxData =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** A type of numbers. */
export interface IdxType {
  readonly code: number;
  readonly make: new (length: number) => IdxData;
  readonly get: (view: DataView, at: number) => number;
  readonly set: (view: DataView, at: number, value: number) => void;
}

export const TYPES: readonly IdxType[] = [
  { code: 0x08, make: Uint8Array, get: (v, at) => v.getUint8(at), set: (v, at, x) => v.setUint8(at, x) },
  { code: 0x09, make: Int8Array, get: (v, at) => v.getInt8(at), set: (v, at, x) => v.setInt8(at, x) },
  { code: 0x0b, make: Int16Array, get: (v, at) => v.getInt16(at), set: (v, at, x) => v.setInt16(at, x) },
  { code: 0x0c, make: Int32Array, get: (v, at) => v.getInt32(at), set: (v, at, x) => v.setInt32(at, x) },
  { code: 0x0d, make: Float32Array, get: (v, at) => v.getFloat32(at), set: (v, at, x) => v.setFloat32(at, x) },
  { code: 0x0e, make: Float64Array, get: (v, at) => v.getFloat64(at), set: (v, at, x) => v.setFloat64(at, x) },
];

/** How an array lies in an IDX file. */
export interface IdxLayout extends Layout {
  readonly type: IdxType;
}

/**
 * How the array lies in an IDX file of `fileSize` bytes, of which these are the first ones. Throws `FormatError` if it is another file, cut off,
 * or too long.
 */
export function idxLayout(bytes: Uint8Array, fileSize = bytes.length): IdxLayout {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    throw new FormatError("idx: the file begins with something else, expected two zeros, a type and a rank");
  }
  const type = TYPES.find(({ code }) => code === bytes[2]);
  if (type === undefined) throw new FormatError(`idx: the type is ${bytes[2]}, expected 8, 9, or 11 to 14`);
  const rank = bytes[3]!;
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw new FormatError(
      `idx: the file is ${bytes.length} bytes, expected ${start} for the sizes alone; it is cut off`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const width = new type.make(0).BYTES_PER_ELEMENT;
  const size = sizeOf(shape);
  if (size * width !== fileSize - start) {
    throw new FormatError(
      `idx: the file holds ${fileSize - start} bytes of numbers, expected ${size * width} for ${formatShape(shape)}`,
    );
  }
  return { shape, start, width, isFloat: type.code >= 0x0d, get: type.get, type };
}
