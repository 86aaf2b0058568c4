import { ValueError } from "../base/errors.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import { ArrayDataset } from "./array-dataset.ts";
import type { Dataset } from "./dataset.ts";

/** Samples read at once. */
const CHUNK = 256;

/** Some samples of a dataset, as `chunks` reads them. */
export interface Chunk {
  /** Index of the first, and how many there are. */
  readonly start: number;
  readonly count: number;
  /** Numbers of exactly `count` samples, valid until the next chunk. */
  readonly x: TypedArray;
  readonly y: TypedArray;
}

/** A typed array of `length` zeros. */
export function typedArray(dtype: DType, length: number): TypedArray {
  return dtype === "int32" ? new Int32Array(length) : new Float32Array(length);
}

/** All samples of a dataset in their order, some at a time. */
export function* chunks(dataset: Dataset): Generator<Chunk, void, undefined> {
  const [sizeX, sizeY] = [sizeOf(dataset.x.shape), sizeOf(dataset.y.shape)];
  const most = Math.min(CHUNK, dataset.length);
  const [x, y] = [typedArray(dataset.x.dtype, most * sizeX), typedArray(dataset.y.dtype, most * sizeY)];
  for (let start = 0; start < dataset.length; start += CHUNK) {
    const count = Math.min(CHUNK, dataset.length - start);
    const chunk = { start, count, x: x.subarray(0, count * sizeX), y: y.subarray(0, count * sizeY) };
    dataset.read(
      Int32Array.from({ length: count }, (_, i) => start + i),
      chunk.x,
      chunk.y,
    );
    yield chunk;
  }
}

/** All samples of a dataset in typed arrays of their own. */
export function collect(dataset: Dataset): ArrayDataset {
  const x = typedArray(dataset.x.dtype, dataset.length * sizeOf(dataset.x.shape));
  const y = typedArray(dataset.y.dtype, dataset.length * sizeOf(dataset.y.shape));
  for (const chunk of chunks(dataset)) {
    x.set(chunk.x, chunk.start * sizeOf(dataset.x.shape));
    y.set(chunk.y, chunk.start * sizeOf(dataset.y.shape));
  }
  return new ArrayDataset({ data: x, shape: dataset.x.shape }, { data: y, shape: dataset.y.shape });
}

/** The label of every sample. Throws `ValueError` unless targets are single int32 numbers. */
export function labelsOf(op: string, dataset: Dataset): Int32Array {
  const { dtype, shape } = dataset.y;
  if (dtype !== "int32" || shape.length !== 0) {
    throw new ValueError(
      `${op}: targets are ${dtype} ${formatShape(shape)}, expected one int32 label a sample; give labels as Int32Array`,
    );
  }
  const labels = new Int32Array(dataset.length);
  for (const { start, y } of chunks(dataset)) labels.set(y, start);
  return labels;
}
