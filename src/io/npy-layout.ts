import { FormatError } from "../base/errors.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import type { Layout } from "./layout.ts";
import { LONGEST_HEADER, type NpyHeader, readHeader } from "./npy-header.ts";
import { numbersOf } from "./numbers.ts";

export const MAGIC = [0x93, ...[..."NUMPY"].map((c) => c.charCodeAt(0))];
/** So many bytes say where the numbers begin, for headers as NumPy writes them. */
export const NPY_PREFIX = 12;

/** How an array lies in an npy file. */
export interface NpyLayout extends Layout {
  /** Whether the first axis runs fastest, not the last one. */
  readonly fortranOrder: boolean;
}

/** Whether a file that begins with these bytes says that it is npy. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * How the array lies in an npy file of `fileSize` bytes, of which these are the first ones. Throws `FormatError` if it is another file, cut off
 * or too long, of another type.
 */
export function npyLayout(bytes: Uint8Array, fileSize = bytes.length): NpyLayout {
  const { start, header } = headerOf(bytes);
  const { descr, fortranOrder, shape } = header;
  const [, order, name] = /^([<>|])([fiub][1248])$/.exec(descr) ?? [];
  const numbers = numbersOf(name ?? "", order !== ">");
  if (numbers === undefined || (order === "|") !== (numbers.width === 1)) {
    throw new FormatError(`npy: descr is ${JSON.stringify(descr)}, expected numbers such as "<f4", ">i8" or "|b1"`);
  }
  if (sizeOf(shape) * numbers.width !== fileSize - start) {
    throw new FormatError(
      `npy: the file holds ${fileSize - start} bytes of numbers, expected ${sizeOf(shape) * numbers.width} for ${formatShape(shape)} of ${descr}`,
    );
  }
  return { shape, start, fortranOrder, ...numbers };
}

/** The byte where the numbers of an npy file begin, of which these are the first ones. Throws `FormatError` if it is another file. */
export function npyStart(bytes: Uint8Array): number {
  if (bytes.length < MAGIC.length + 4 || !isNpy(bytes)) {
    throw new FormatError("npy: the file begins with something else, expected NumPy's magic word and a version");
  }
  const version = bytes[6]!;
  if (version < 1 || version > 3 || bytes[7] !== 0) {
    throw new FormatError(`npy: the version is ${version}.${bytes[7]}, expected 1.0, 2.0 or 3.0`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (version === 1) return 10 + view.getUint16(8, true);
  return NPY_PREFIX + (bytes.length < NPY_PREFIX ? Infinity : view.getUint32(8, true));
}

function headerOf(bytes: Uint8Array): { readonly start: number; readonly header: NpyHeader } {
  const start = npyStart(bytes);
  if (start > bytes.length) {
    throw new FormatError(
      `npy: the file is ${bytes.length} bytes, expected ${start} for the header alone; it is cut off`,
    );
  }
  const from = bytes[6] === 1 ? 10 : NPY_PREFIX;
  const text = new TextDecoder(bytes[6] === 3 ? "utf-8" : "latin1").decode(
    bytes.subarray(from, Math.min(start, from + LONGEST_HEADER + 1)),
  );
  return { start, header: readHeader(text) };
}
