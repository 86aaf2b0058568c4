// npy, NumPy's format for an array: a magic word, the version, the header's length, the header (a Python literal), the numbers.
//
// Source: NumPy, "numpy.lib.format", "NPY format".

import { FormatError } from "../base/errors.ts";
import { tensor } from "../tensor/creation.ts";
import { formatShape, type Shape, sizeOf, stridesOf } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { MAGIC, npyLayout } from "./npy-layout.ts";
import { readNumbers } from "./numbers.ts";

/** NumPy's arrays begin at a multiple of that many bytes. */
const ALIGNMENT = 64;
const LARGEST_TENSOR = 2 ** 30;
const CODES: Readonly<Record<DType, string>> = { float32: "<f4", int32: "<i4" };

/** The bytes of an npy file with a tensor's numbers, as `numpy.save` writes them: format 1.0, little-endian, row by row. */
export function encode(t: Tensor): Uint8Array<ArrayBuffer> {
  const shape = t.shape.length === 1 ? `${t.shape[0]},` : t.shape.join(", ");
  const text = `{'descr': '${CODES[t.dtype]}', 'fortran_order': False, 'shape': (${shape}), }`;
  const prefix = MAGIC.length + 4;
  const start = Math.ceil((prefix + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + t.size * 4);
  bytes.set([...MAGIC, 1, 0, (start - prefix) & 255, (start - prefix) >> 8]);
  bytes.set(new TextEncoder().encode(`${text.padEnd(start - prefix - 1)}\n`), prefix);
  const view = new DataView(bytes.buffer);
  const values = t.data;
  for (let i = 0; i < values.length; i++) {
    if (t.dtype === "int32") view.setInt32(start + 4 * i, values[i]!, true);
    else view.setFloat32(start + 4 * i, values[i]!, true);
  }
  return bytes;
}

/**
 * The array in an npy file of format 1, 2 or 3. Floating-point numbers of 2, 4 and 8 bytes become float32; whole numbers of 1 to 8
 * bytes and booleans int32. Arrays in Fortran's order are put in row by row. The tensor belongs to the caller.
 *
 * Throws `FormatError` if it is another file, cut off or too long, of another type, or holds a whole number beyond 32 bits.
 */
export function decode(bytes: Uint8Array): Tensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { shape, start, fortranOrder, ...numbers } = npyLayout(bytes);
  const size = sizeOf(shape);
  if (shape.some((n) => n > LARGEST_TENSOR) || size > LARGEST_TENSOR) {
    throw new FormatError(`npy: the array is ${formatShape(shape)}, expected at most ${LARGEST_TENSOR} numbers`);
  }
  const values = readNumbers("npy:", numbers, view, start, size);
  return tensor(fortranOrder ? rowByRow(values, shape) : values, shape);
}

/** Numbers whose first axis runs fastest, as if the last one did. */
function rowByRow(values: TypedArray, shape: Shape): TypedArray {
  const sorted = values.slice() as TypedArray;
  const [steps, reversed] = [stridesOf(shape), stridesOf([...shape].reverse()).reverse()];
  for (let i = 0; i < sorted.length; i++) {
    let from = 0;
    for (let axis = 0; axis < shape.length; axis++)
      from += (Math.floor(i / steps[axis]!) % shape[axis]!) * reversed[axis]!;
    sorted[i] = values[from]!;
  }
  return sorted;
}
