import { DTypeError, ShapeError } from "../base/errors.ts";
import { checkKnownDType } from "./check.ts";
import { checkSizes, formatShape, type Shape, sizeOf } from "./shape.ts";
import type { DType, NestedArray } from "./dtype.ts";

/** What `tensor` takes: a number, nested arrays of equal lengths, or a typed array. */
export type TensorData = NestedArray | boolean | readonly boolean[] | ArrayBufferView | readonly ArrayLike<number>[];

/** Numbers row by row, as they are outside of the engine. */
export interface Numbers {
  readonly values: ArrayLike<number>;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Arrays nested deeper contain themselves. */
const MOST_AXES = 64;

/**
 * The numbers in `data`, folded to `shape`, by default as they are nested. Typed arrays are not copied.
 *
 * Numbers, number arrays and other typed arrays become float32; Int32Array and booleans int32, unless `dtype` is given.
 * Throws `ShapeError` if rows differ in length or the sizes do not fit, `DTypeError` for a fraction in int32 and for anything
 * that is no number.
 */
export function numbersOf(op: string, data: TensorData, shape?: Shape, dtype?: DType): Numbers {
  const { lengths, first } = nestingOf(op, data);
  const count = sizeOf(lengths);
  if (count > 0 && typeof first !== "number") checkLeaf(op, first);
  const isInt = data instanceof Int32Array;
  const type = dtype ?? (isInt || typeof first === "boolean" ? "int32" : "float32");
  checkSizes(op, lengths);
  const sizes = shape ?? lengths;
  checkSizes(op, sizes);
  checkKnownDType(op, type);
  if (sizeOf(sizes) !== count) {
    throw new ShapeError(`${op}: data holds ${count} numbers, expected ${sizeOf(sizes)} for ${formatShape(sizes)}`);
  }
  const values = isTyped(data) ? data : flatten(op, data, lengths);
  if (type === "int32" && !isInt) checkInts(op, values);
  return { values, shape: [...sizes], dtype: type }; // a copy, because the caller may change its own shape
}

function isTyped(data: unknown): data is ArrayLike<number> {
  return ArrayBuffer.isView(data) && !(data instanceof DataView);
}

function isRows(data: unknown): data is ArrayLike<unknown> {
  return Array.isArray(data) || isTyped(data);
}

/** The lengths of `data`, of its first row, and so on, and what comes first in the innermost. */
function nestingOf(op: string, data: unknown): { lengths: number[]; first: unknown } {
  const lengths: number[] = [];
  let first = data;
  while (isRows(first)) {
    if (lengths.length === MOST_AXES) throw new ShapeError(`${op}: data is nested deeper than ${MOST_AXES} axes`);
    lengths.push(first.length);
    first = first[0];
  }
  return { lengths, first };
}

/** Throws unless `value` is a number or a boolean. */
function checkLeaf(op: string, value: unknown): void {
  if (typeof value === "number" || typeof value === "boolean") return;
  const got = value === null ? "null" : typeof value;
  const remedy = got === "bigint" ? "; convert them with Number()" : "";
  throw new DTypeError(`${op}: data holds ${got}, expected numbers or booleans${remedy}`);
}

function checkInts(op: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if ((values[i]! | 0) !== values[i]) {
      throw new DTypeError(
        `${op}: data[${i}] is ${values[i]}, expected a whole number of 32 bits for int32; use float32`,
      );
    }
  }
}

/** The numbers of nested arrays, row by row. float64 holds those of either dtype. */
function flatten(op: string, data: unknown, lengths: readonly number[]): Float64Array {
  const values = new Float64Array(sizeOf(lengths));
  let next = 0;
  const level = (rows: ArrayLike<unknown>, axis: number): void => {
    const length = lengths[axis + 1];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (isRows(row)) {
        if (row.length !== length) throw ragged(op, i, row, lengths.slice(axis + 1));
        level(row, axis + 1);
      } else {
        if (typeof row !== "number") checkLeaf(op, row);
        if (length !== undefined) throw ragged(op, i, row, lengths.slice(axis + 1));
        values[next++] = Number(row);
      }
    }
  };
  level(isRows(data) ? data : [data], isRows(data) ? 0 : -1);
  return values;
}

function ragged(op: string, i: number, row: unknown, wanted: Shape): Error {
  const { lengths } = nestingOf(op, row);
  return new ShapeError(
    `${op}: row ${i} is ${formatShape(lengths)}, expected ${formatShape(wanted)} like the rows before it`,
  );
}
