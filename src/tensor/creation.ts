import { DTypeError, ValueError } from "../base/errors.ts";
import { launch } from "../wasm/generated/launch.ts";
import { flush } from "../wasm/list.ts";
import { Storage } from "../wasm/storage.ts";
import { writeConstant } from "../wasm/views.ts";
import { checkKnownDType } from "./check.ts";
import { numbersOf, type TensorData } from "./numbers.ts";
import { checkSizes, type Shape } from "./shape.ts";
import type { DType } from "./dtype.ts";
import { Tensor } from "./tensor.ts";

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
  const numbers = numbersOf("tensor", data, shape, dtype);
  flush(); // first, so that a launch that fails does not take this tensor with it
  const t = new Tensor(numbers.shape, numbers.dtype, new Storage(numbers.values.length * 4, true));
  if (t.size > 0) writeConstant(t.dtype, t.address, numbers.values);
  return t;
}

/** A tensor whose every element is `value`. Throws `DTypeError` for a fraction in int32. */
export function full(shape: Shape, value: number, dtype: DType = "float32"): Tensor {
  checkSizes("full", shape);
  checkKnownDType("full", dtype);
  if (typeof value !== "number") throw new DTypeError(`full: value is ${String(value)}, expected a number`);
  if (dtype === "int32" && (value | 0) !== value) {
    throw new DTypeError(`full: value is ${value}, expected a whole number of 32 bits for int32; use float32`);
  }
  const t = new Tensor([...shape], dtype); // a copy, because the caller may change its own
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
 * Throws `ValueError` if step is 0, anything is not finite, or a whole number has more than 32 bits.
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
  const isWhole = [first, last, step].every(Number.isInteger);
  const final = first + (length - 1) * step;
  if (isWhole && length > 0 && ((first | 0) !== first || (final | 0) !== final)) {
    throw new ValueError(`arange: the numbers go from ${first} to ${final}, expected whole numbers of 32 bits`);
  }
  const values = isWhole ? new Int32Array(length) : new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = first + i * step;
  return tensor(values);
}

/** The identity matrix `[n, m]`, m = n by default. */
export function eye(n: number, m = n): Tensor {
  checkSizes("eye", [n, m]);
  const values = new Float32Array(n * m);
  for (let i = 0; i < Math.min(n, m); i++) values[i * m + i] = 1;
  return tensor(values, [n, m]);
}
