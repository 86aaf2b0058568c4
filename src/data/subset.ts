import { IndexError } from "../base/errors.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Dataset, Field } from "./dataset.ts";

/** Some samples of a dataset, in the order of `indices`. Nothing is copied. Throws `IndexError` for one that is not there. */
export class Subset implements Dataset {
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  /** The dataset that it is a part of. */
  readonly of: Dataset;
  readonly #indices: Int32Array;

  constructor(of: Dataset, indices: ArrayLike<number>) {
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      if (!Number.isInteger(index) || index < 0 || index >= of.length) {
        throw new IndexError(`Subset: indices[${i}] is ${index}, expected a whole number from 0 to ${of.length - 1}`);
      }
    }
    this.of = of;
    this.#indices = Int32Array.from(indices);
    this.length = indices.length;
    this.x = of.x;
    this.y = of.y;
  }

  /** The places of its samples in that dataset, as a copy. */
  get indices(): Int32Array {
    return this.#indices.slice();
  }

  enterEpoch(epoch: number): void {
    this.of.enterEpoch?.(epoch);
  }

  /** Throws `IndexError` for a sample that is not there. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    this.of.read(
      indices.map((index) => {
        const inner = this.#indices[index];
        if (inner === undefined) {
          throw new IndexError(`Subset: index is ${index}, expected 0 <= index < ${this.length}`);
        }
        return inner;
      }),
      x,
      y,
    );
  }
}
