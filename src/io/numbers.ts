import { FormatError } from "../base/errors.ts";
import type { TypedArray } from "../tensor/dtype.ts";

/** Numbers of one kind in a file: how many bytes each takes, and what it is read as. */
export interface Kind {
  readonly bytes: number;
  readonly isFloat: boolean;
  read(view: DataView, at: number, little: boolean): number | bigint;
}

/** Kinds of numbers, by NumPy's names, and `bf2`: the upper half of a float32. */
const KINDS: Readonly<Record<string, Kind>> = {
  f2: { bytes: 2, isFloat: true, read: (v, at, little) => half(v.getUint16(at, little)) },
  bf2: { bytes: 2, isFloat: true, read: (v, at, little) => upperHalf(v.getUint16(at, little)) },
  f4: { bytes: 4, isFloat: true, read: (v, at, little) => v.getFloat32(at, little) },
  f8: { bytes: 8, isFloat: true, read: (v, at, little) => v.getFloat64(at, little) },
  i1: { bytes: 1, isFloat: false, read: (v, at) => v.getInt8(at) },
  i2: { bytes: 2, isFloat: false, read: (v, at, little) => v.getInt16(at, little) },
  i4: { bytes: 4, isFloat: false, read: (v, at, little) => v.getInt32(at, little) },
  i8: { bytes: 8, isFloat: false, read: (v, at, little) => v.getBigInt64(at, little) },
  u1: { bytes: 1, isFloat: false, read: (v, at) => v.getUint8(at) },
  u2: { bytes: 2, isFloat: false, read: (v, at, little) => v.getUint16(at, little) },
  u4: { bytes: 4, isFloat: false, read: (v, at, little) => v.getUint32(at, little) },
  u8: { bytes: 8, isFloat: false, read: (v, at, little) => v.getBigUint64(at, little) },
  b1: { bytes: 1, isFloat: false, read: (v, at) => v.getUint8(at) },
};

/** The kind of this name; undefined if there is none. */
export function kindOf(name: string): Kind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

/**
 * `size` numbers from byte `at` on: floating-point ones as float32, others as int32. Throws `FormatError`, which `what` begins, for a
 * whole number beyond 32 bits.
 */
export function readNumbers(
  what: string,
  kind: Kind,
  view: DataView,
  at: number,
  size: number,
  little = true,
): TypedArray {
  const values = kind.isFloat ? new Float32Array(size) : new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const value = Number(kind.read(view, at + i * kind.bytes, little));
    if (!kind.isFloat && (value | 0) !== value) {
      throw new FormatError(`${what} number ${i} is ${value}, expected a whole number of 32 bits`);
    }
    values[i] = value;
  }
  return values;
}

const word = new DataView(new ArrayBuffer(4));

function upperHalf(bits: number): number {
  word.setUint32(0, bits * 2 ** 16);
  return word.getFloat32(0);
}

/** IEEE 754's binary16: a sign, five bits of exponent, ten of fraction. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 === 0 ? 1 : -1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
