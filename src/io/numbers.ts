import { FormatError } from "../base/errors.ts";
import type { TypedArray } from "../tensor/dtype.ts";

/** Numbers of one kind in a file. */
export interface Numbers {
  /** Bytes that each takes. */
  readonly width: number;
  /** Whether they may be fractions. */
  readonly isFloat: boolean;
  /** The number at a byte. */
  readonly get: (view: DataView, at: number) => number;
}

type Read = (view: DataView, at: number, little: boolean) => number | bigint;

/** What numbers are read as, by NumPy's names of kind and bytes; `bf2` is the upper half of a float32. */
const READERS: Readonly<Record<string, Read>> = {
  f2: (v, at, little) => half(v.getUint16(at, little)),
  bf2: (v, at, little) => upperHalf(v.getUint16(at, little)),
  f4: (v, at, little) => v.getFloat32(at, little),
  f8: (v, at, little) => v.getFloat64(at, little),
  i1: (v, at) => v.getInt8(at),
  i2: (v, at, little) => v.getInt16(at, little),
  i4: (v, at, little) => v.getInt32(at, little),
  i8: (v, at, little) => v.getBigInt64(at, little),
  u1: (v, at) => v.getUint8(at),
  u2: (v, at, little) => v.getUint16(at, little),
  u4: (v, at, little) => v.getUint32(at, little),
  u8: (v, at, little) => v.getBigUint64(at, little),
  b1: (v, at) => v.getUint8(at),
};

/** Numbers of this kind, the last byte first unless `little`. Undefined if there is no such kind. */
export function numbersOf(kind: string, little = true): Numbers | undefined {
  if (!Object.hasOwn(READERS, kind)) return undefined;
  const read = READERS[kind]!;
  return { width: Number(kind.at(-1)), isFloat: kind.includes("f"), get: (view, at) => Number(read(view, at, little)) };
}

/**
 * `size` numbers from byte `at` on: floating-point ones as float32, others as int32. Throws `FormatError`, which `what` begins, for a
 * whole number beyond 32 bits.
 */
export function readNumbers(what: string, numbers: Numbers, view: DataView, at: number, size: number): TypedArray {
  const { width, isFloat, get } = numbers;
  const values = isFloat ? new Float32Array(size) : new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const value = get(view, at + i * width);
    if (!isFloat && (value | 0) !== value) {
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
