import { DTypeError, ShapeError } from "../base/errors.ts";
import { checkSizes, formatShape, sameShape, type Shape, sizeOf } from "./shape.ts";
import type { DType, NestedArray } from "./tensor.ts";

/** What `tensor` takes: a number, nested arrays of equal lengths, or a typed array. */
export type TensorData = NestedArray | boolean | readonly boolean[] | ArrayBufferView | readonly ArrayLike<number>[];

/** Numbers row by row, as they are outside of the engine. */
export interface Numbers {
  readonly values: ArrayLike<number>;
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * The numbers in `data`, folded to `shape`, by default as they are nested. Typed arrays are not copied.
 *
 * Numbers, number arrays and other typed arrays become float32; Int32Array and booleans int32, unless `dtype` is given.
 * Throws `ShapeError` if rows differ in length or the sizes do not fit, `DTypeError` for a fraction in int32.
 */
export function numbersOf(op: string, data: TensorData, shape?: Shape, dtype?: DType): Numbers {
  const flat: number[] = [];
  const typed = isTyped(data) ? data : null;
  const nesting = typed === null ? flatten(op, data, flat) : [typed.length];
  const values = typed ?? flat;
  const type = dtype ?? (data instanceof Int32Array || isBoolean(data) ? "int32" : "float32");
  const sizes = shape ?? nesting;
  checkSizes(op, sizes);
  if (sizeOf(sizes) !== values.length) {
    throw new ShapeError(
      `${op}: data holds ${values.length} numbers, expected ${sizeOf(sizes)} for ${formatShape(sizes)}`,
    );
  }
  if (typeof values[0] === "bigint")
    throw new DTypeError(`${op}: data is 64-bit, expected numbers; convert with Number()`);
  if (type === "int32" && !(data instanceof Int32Array)) checkInts(op, values);
  return { values, shape: sizes, dtype: type };
}

function isTyped(data: unknown): data is ArrayLike<number> {
  return ArrayBuffer.isView(data) && !(data instanceof DataView);
}

function isBoolean(data: unknown): boolean {
  return Array.isArray(data) ? isBoolean(data[0]) : typeof data === "boolean";
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

/** Appends the numbers in `data` to `flat` and answers the nesting as a shape. */
function flatten(op: string, data: unknown, flat: number[]): number[] {
  if (typeof data === "number" || typeof data === "boolean") {
    flat.push(Number(data));
    return [];
  }
  if (!Array.isArray(data) && !isTyped(data)) {
    throw new DTypeError(`${op}: data holds ${data === null ? "null" : typeof data}, expected numbers or booleans`);
  }
  const rows: ArrayLike<unknown> = data;
  let inner: number[] | null = null;
  for (let i = 0; i < rows.length; i++) {
    const sizes = flatten(op, rows[i], flat);
    if (inner !== null && !sameShape(sizes, inner)) {
      throw new ShapeError(
        `${op}: row ${i} is ${formatShape(sizes)}, expected ${formatShape(inner)} like the rows before it`,
      );
    }
    inner = sizes;
  }
  return [rows.length, ...(inner ?? [])];
}
