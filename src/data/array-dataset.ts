import { IndexError, ShapeError } from "../base/errors.ts";
import { numbersOf, type TensorData } from "../tensor/numbers.ts";
import { checkSizes, formatShape, type Shape, sizeOf } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import type { Dataset, Field } from "./dataset.ts";

/** One half of samples: nested arrays or a typed array with an entry a sample, or numbers row by row with the shape of one. */
export type SampleData =
  TensorData | { readonly data: TensorData; readonly shape: Shape; readonly dtype?: DType | undefined };

/** One half of samples at rest. */
export interface Column extends Field {
  /** The numbers of all samples, row by row. */
  readonly data: TypedArray;
}

/** Rows shorter than this are copied by a loop: a view of each costs more. */
const SHORT_ROW = 48;

/**
 * Samples in typed arrays. Int32Array and booleans are int32, as labels must be; everything else becomes float32.
 *
 *     new ArrayDataset([[0, 0], [0, 1], [1, 0], [1, 1]], Int32Array.of(0, 1, 1, 0));
 *     new ArrayDataset({ data: pixels, shape: [28, 28] }, labels);
 *
 * Float32Array and Int32Array are not copied. Throws `ShapeError` unless there are as many inputs as targets, each of at
 * least one number.
 */
export class ArrayDataset implements Dataset {
  readonly length: number;
  readonly x: Column;
  readonly y: Column;

  constructor(x: SampleData, y: SampleData) {
    this.x = columnOf("ArrayDataset: x", x);
    this.y = columnOf("ArrayDataset: y", y);
    this.length = this.x.data.length / sizeOf(this.x.shape);
    const targets = this.y.data.length / sizeOf(this.y.shape);
    if (targets !== this.length) {
      throw new ShapeError(`ArrayDataset: y holds ${targets} samples, expected ${this.length} like x`);
    }
  }

  /** Throws `IndexError` for a sample that is not there. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    for (const index of indices) {
      if (!(index >= 0 && index < this.length)) {
        throw new IndexError(`ArrayDataset: index is ${index}, expected 0 <= index < ${this.length}`);
      }
    }
    copyRows(this.x, indices, x);
    copyRows(this.y, indices, y);
  }
}

/** One half of samples from what a user gives. `op` begins the messages of errors. */
export function columnOf(op: string, given: SampleData): Column {
  let values: ArrayLike<number>, shape: Shape, dtype: DType;
  if (typeof given === "object" && "data" in given) {
    checkSizes(op, given.shape);
    ({ values, dtype } = numbersOf(op, given.data, undefined, given.dtype));
    shape = given.shape;
  } else {
    const numbers = numbersOf(op, given);
    if (numbers.shape.length === 0) throw new ShapeError(`${op} is a number, expected an array with an entry a sample`);
    ({ values, dtype } = numbers);
    shape = numbers.shape.slice(1);
  }
  const size = sizeOf(shape);
  if (size === 0 || values.length % size !== 0) {
    throw new ShapeError(
      `${op} holds ${values.length} numbers, expected a multiple of the ${size} in ${formatShape(shape)}, at least one`,
    );
  }
  return { data: typedOf(values, dtype), shape, dtype };
}

function typedOf(values: ArrayLike<number>, dtype: DType): TypedArray {
  if (dtype === "int32")
    return values instanceof Int32Array ? (values as TypedArray<"int32">) : Int32Array.from(values);
  return values instanceof Float32Array ? (values as TypedArray<"float32">) : Float32Array.from(values);
}

function copyRows({ data, shape }: Column, indices: Int32Array, into: TypedArray): void {
  const size = sizeOf(shape);
  let to = 0;
  for (const index of indices) {
    const from = index * size;
    if (size < SHORT_ROW) for (let i = 0; i < size; i++) into[to + i] = data[from + i]!;
    else into.set(data.subarray(from, from + size), to);
    to += size;
  }
}
