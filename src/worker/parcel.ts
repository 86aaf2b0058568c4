import { ArrayDataset, type Column, columnOf, type SampleData } from "../data/array-dataset.ts";
import { collect } from "../data/collect.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Samples } from "./protocol.ts";

/** Typed arrays on their way to the worker: copies, or if `moved` the user's own, which are empty afterwards. */
export class Parcel {
  /** What moves. */
  readonly buffers: ArrayBuffer[] = [];
  readonly #moved: boolean;

  constructor(moved: boolean) {
    this.#moved = moved;
  }

  /** All samples of a dataset. */
  samples(data: Dataset): Samples {
    const own = data instanceof ArrayDataset;
    const { x, y } = own ? data : collect(data);
    return { x: this.#column(x, this.#moved || !own), y: this.#column(y, this.#moved || !own) };
  }

  /** The inputs of a dataset, or inputs alone. */
  inputs(given: Dataset | SampleData): Column {
    if (typeof given === "object" && "read" in given) return this.samples(given).x;
    return this.#column(columnOf("predict: x", given), this.#moved);
  }

  #column({ data, shape, dtype }: Column, moved: boolean): Column {
    // Of a buffer, threads copy or move the whole: of a part, a copy moves.
    const whole = data.byteLength === data.buffer.byteLength;
    const numbers = whole ? data : data.slice();
    if (moved || !whole) this.buffers.push(numbers.buffer);
    return { data: numbers, shape, dtype };
  }
}
