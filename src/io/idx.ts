// IDX, the format of MNIST: two zeros, the type of the numbers, the rank, the sizes (32 bits, big-endian), the numbers.
//
// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", "File formats".

import { FormatError } from "../base/errors.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";

/** What an IDX file of bytes holds. */
export interface Idx {
  readonly shape: Shape;
  readonly data: Uint8Array<ArrayBuffer>;
}

const UNSIGNED_BYTES = 8;

/** The bytes in an IDX file. Throws `FormatError` if it is another file, cut off, too long, or holds other numbers. */
export function decode(bytes: Uint8Array): Idx {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    throw new FormatError("idx: the file begins with something else, expected two zeros, a type and a rank");
  }
  if (bytes[2] !== UNSIGNED_BYTES) {
    throw new FormatError(`idx: the type is ${bytes[2]}, expected ${UNSIGNED_BYTES} for unsigned bytes`);
  }
  const rank = bytes[3]!;
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw new FormatError(
      `idx: the file is ${bytes.length} bytes, expected ${start} for the sizes alone; it is cut off`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  if (sizeOf(shape) !== bytes.length - start) {
    throw new FormatError(
      `idx: the file holds ${bytes.length - start} numbers, expected ${sizeOf(shape)} for ${formatShape(shape)}`,
    );
  }
  const data = new Uint8Array(bytes.length - start);
  data.set(bytes.subarray(start));
  return { shape, data };
}
