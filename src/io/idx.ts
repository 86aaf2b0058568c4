// IDX, the format of MNIST: two zeros, the type of the numbers, the rank, the sizes (32 bits, big-endian), the numbers.
//
// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", "File formats".

import { FormatError, ValueError } from "../base/errors.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";

/** Numbers as an IDX file holds them: the array says of which type they are. */
export type IdxData =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** What an IDX file holds; `ArrayDataset` and `tensor` take it, Int32Array as int32 and everything else as float32. */
export interface Idx<D extends IdxData = IdxData> {
  readonly shape: Shape;
  readonly data: D;
}

interface Type {
  readonly code: number;
  readonly make: new (length: number) => IdxData;
  readonly get: (view: DataView, at: number) => number;
  readonly set: (view: DataView, at: number, value: number) => void;
}

const TYPES: readonly Type[] = [
  { code: 0x08, make: Uint8Array, get: (v, at) => v.getUint8(at), set: (v, at, x) => v.setUint8(at, x) },
  { code: 0x09, make: Int8Array, get: (v, at) => v.getInt8(at), set: (v, at, x) => v.setInt8(at, x) },
  { code: 0x0b, make: Int16Array, get: (v, at) => v.getInt16(at), set: (v, at, x) => v.setInt16(at, x) },
  { code: 0x0c, make: Int32Array, get: (v, at) => v.getInt32(at), set: (v, at, x) => v.setInt32(at, x) },
  { code: 0x0d, make: Float32Array, get: (v, at) => v.getFloat32(at), set: (v, at, x) => v.setFloat32(at, x) },
  { code: 0x0e, make: Float64Array, get: (v, at) => v.getFloat64(at), set: (v, at, x) => v.setFloat64(at, x) },
];

/** The numbers in an IDX file, of its own type. Throws `FormatError` if it is another file, cut off, or too long. */
export function decode(bytes: Uint8Array): Idx {
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
  if (size * width !== bytes.length - start) {
    throw new FormatError(
      `idx: the file holds ${bytes.length - start} bytes of numbers, expected ${size * width} for ${formatShape(shape)}`,
    );
  }
  const data = new type.make(size);
  for (let i = 0; i < size; i++) data[i] = type.get(view, start + i * width);
  return { shape, data };
}

/** The bytes of an IDX file with these numbers. Throws `ValueError` unless there are as many as the sizes say, below 2³² each. */
export function encode({ shape, data }: Idx): Uint8Array<ArrayBuffer> {
  const isValid = shape.length <= 255 && shape.every((n) => n >>> 0 === n);
  if (!isValid || sizeOf(shape) !== data.length) {
    throw new ValueError(
      `idx: shape is ${formatShape(shape)}, expected at most 255 sizes below 2^32 for ${data.length} numbers`,
    );
  }
  const type = TYPES.find(({ make }) => data instanceof make)!;
  const start = 4 + 4 * shape.length;
  const view = new DataView(new ArrayBuffer(start + data.byteLength));
  view.setUint8(2, type.code);
  view.setUint8(3, shape.length);
  shape.forEach((n, axis) => view.setUint32(4 + 4 * axis, n));
  for (let i = 0; i < data.length; i++) type.set(view, start + i * data.BYTES_PER_ELEMENT, data[i]!);
  return new Uint8Array(view.buffer);
}
