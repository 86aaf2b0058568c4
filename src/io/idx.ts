// IDX, the format of MNIST: two zeros, the type of the numbers, the rank, the sizes (32 bits, big-endian), the numbers.
//
// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", "File formats".

import { ValueError } from "../base/errors.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";
import { type IdxData, idxLayout, TYPES } from "./idx-layout.ts";

export type { IdxData };

/** What an IDX file holds; `ArrayDataset` and `tensor` take it, Int32Array as int32 and everything else as float32. */
export interface Idx<D extends IdxData = IdxData> {
  readonly shape: Shape;
  readonly data: D;
}

/** The numbers in an IDX file, of its own type. Throws `FormatError` if it is another file, cut off, or too long. */
export function decode(bytes: Uint8Array): Idx {
  const { shape, start, width, type } = idxLayout(bytes);
  const size = sizeOf(shape);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
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
