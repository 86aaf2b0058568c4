import { DTypeError, ShapeError, ValueError } from "../base/errors.ts";
import { launch } from "../wasm/generated/launch.ts";
import { writeFloats, writeInts } from "../wasm/views.ts";
import { checkSizes, formatShape, type Shape, sizeOf } from "./shape.ts";
import { type DType, type NestedArray, Tensor } from "./tensor.ts";

/** What `tensor` takes: a number, nested arrays of equal lengths, or a typed array. */
export type TensorData = NestedArray | boolean | readonly boolean[] | ArrayBufferView | readonly ArrayLike<number>[];

const word = new DataView(new ArrayBuffer(4));

/** The 32 bits of `value` in a tensor of `dtype`, for `launch.fill`. */
export function bitsOf(value: number, dtype: DType): number {
  if (dtype === "int32") word.setInt32(0, value);
  else word.setFloat32(0, value);
  return word.getInt32(0);
}

/**
 * A tensor of `data`: a number, nested arrays, or a typed array; `shape` folds it, by default the nesting does.
 *
 * Numbers, number arrays and other typed arrays become float32; Int32Array and booleans int32, unless `dtype` is given.
 * Throws `ShapeError` if rows differ in length or the sizes do not fit, `DTypeError` for a fraction in int32.
 */
export function tensor(data: TensorData, shape?: Shape, dtype?: DType): Tensor {
  const flat: number[] = [];
  const isTyped = ArrayBuffer.isView(data) && !(data instanceof DataView);
  const nesting = isTyped ? [(data as unknown as ArrayLike<number>).length] : flatten(data, flat);
  const values = isTyped ? (data as unknown as ArrayLike<number>) : flat;
  const type = dtype ?? (data instanceof Int32Array || isBoolean(data) ? "int32" : "float32");
  const sizes = shape ?? nesting;
  checkSizes("tensor", sizes);
  if (sizeOf(sizes) !== values.length) {
    throw new ShapeError(
      `tensor: data holds ${values.length} numbers, expected ${sizeOf(sizes)} for ${formatShape(sizes)}`,
    );
  }
  if (typeof values[0] === "bigint")
    throw new DTypeError("tensor: data is 64-bit, expected numbers; convert with Number()");
  if (type === "int32" && !(data instanceof Int32Array)) checkInts(values);
  const t = new Tensor(sizes, type);
  if (t.size > 0) (type === "int32" ? writeInts : writeFloats)(t.address, values);
  return t;
}

function isBoolean(data: unknown): boolean {
  return Array.isArray(data) ? isBoolean(data[0]) : typeof data === "boolean";
}

function checkInts(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if ((values[i]! | 0) !== values[i]) {
      throw new DTypeError(
        `tensor: data[${i}] is ${values[i]}, expected a whole number of 32 bits for int32; use float32`,
      );
    }
  }
}

/** Appends the numbers in `data` to `flat` and answers the nesting as a shape. */
function flatten(data: unknown, flat: number[]): number[] {
  if (typeof data === "number" || typeof data === "boolean") {
    flat.push(Number(data));
    return [];
  }
  if (!Array.isArray(data) && !ArrayBuffer.isView(data)) {
    throw new DTypeError(`tensor: data holds ${data === null ? "null" : typeof data}, expected numbers or booleans`);
  }
  const rows = data as unknown as ArrayLike<unknown>;
  let inner: number[] | null = null;
  for (let i = 0; i < rows.length; i++) {
    const sizes = flatten(rows[i], flat);
    if (inner !== null && formatShape(sizes) !== formatShape(inner)) {
      throw new ShapeError(
        `tensor: row ${i} is ${formatShape(sizes)}, expected ${formatShape(inner)} like the rows before it`,
      );
    }
    inner = sizes;
  }
  return [rows.length, ...(inner ?? [])];
}

/** A tensor whose every element is `value`. Throws `DTypeError` for a fraction in int32. */
export function full(shape: Shape, value: number, dtype: DType = "float32"): Tensor {
  if (dtype === "int32" && (value | 0) !== value) {
    throw new DTypeError(`full: value is ${value}, expected a whole number of 32 bits for int32; use float32`);
  }
  const t = new Tensor(shape, dtype);
  launch.fill(t.address, bitsOf(value, dtype), t.size);
  return t;
}

/** A tensor of zeros. */
export function zeros(shape: Shape, dtype: DType = "float32"): Tensor {
  return full(shape, 0, dtype);
}

/** A tensor of ones. */
export function ones(shape: Shape, dtype: DType = "float32"): Tensor {
  return full(shape, 1, dtype);
}

/**
 * `[start, start + step, …]` up to, but without, `stop`; `arange(n)` counts from 0. int32 if all three are whole numbers.
 * Throws `ValueError` if step is 0 or anything is not finite.
 */
export function arange(start: number, stop?: number, step = 1): Tensor {
  const [first, last] = stop === undefined ? [0, start] : [start, stop];
  if (step === 0 || ![first, last, step].every(Number.isFinite)) {
    throw new ValueError(
      `arange: start, stop, step are ${first}, ${last}, ${step}, expected finite numbers and a step other than 0`,
    );
  }
  const length = Math.max(0, Math.ceil((last - first) / step));
  checkSizes("arange", [length]);
  const dtype = [first, last, step].every(Number.isInteger) ? "int32" : "float32";
  return tensor(
    Float64Array.from({ length }, (_, i) => first + i * step),
    [length],
    dtype,
  );
}

/** The identity matrix `[n, m]`, m = n by default. */
export function eye(n: number, m = n): Tensor {
  checkSizes("eye", [n, m]);
  const values = new Float32Array(n * m);
  for (let i = 0; i < Math.min(n, m); i++) values[i * m + i] = 1;
  return tensor(values, [n, m]);
}
