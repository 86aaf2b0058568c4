import { IndexError } from "../base/errors.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Dataset, Field } from "./dataset.ts";

/** Windows of a sequence of numbers: x is `size` of them from where a sample starts, y those that follow each. Nothing is copied. */
export class WindowDataset implements Dataset {
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  readonly #ids: Int32Array;
  readonly #size: number;
  readonly #startOf: (sample: number) => number;

  /** `length` windows, of which each ends before the last of `ids`. */
  constructor(ids: Int32Array, size: number, length: number, startOf: (sample: number) => number) {
    this.length = length;
    this.x = this.y = { shape: [size], dtype: "int32" };
    this.#ids = ids;
    this.#size = size;
    this.#startOf = startOf;
  }

  /** Throws `IndexError` for a sample that is not there. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    const size = this.#size;
    indices.forEach((index, i) => {
      if (!(index >= 0 && index < this.length)) {
        throw new IndexError(`WindowDataset: index is ${index}, expected 0 <= index < ${this.length}`);
      }
      const start = this.#startOf(index);
      x.set(this.#ids.subarray(start, start + size), i * size);
      y.set(this.#ids.subarray(start + 1, start + 1 + size), i * size);
    });
  }
}
