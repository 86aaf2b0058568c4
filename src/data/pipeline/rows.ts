import type { DType, TypedArray } from "../../tensor/dtype.ts";
import type { Shape } from "../../tensor/shape.ts";
import { chunks } from "../collect.ts";
import type { Dataset } from "../dataset.ts";
import type { Pass } from "./pass.ts";

/** One half of a sample of a dataset: its numbers, outside of the engine. */
export interface Row {
  readonly data: TypedArray;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The samples of a dataset in their order, read some at a time. */
export function* rowsOf(dataset: Dataset, { epoch }: Pass): Generator<[x: Row, y: Row], void, undefined> {
  dataset.enterEpoch?.(epoch);
  for (const { count, x, y } of chunks(dataset)) {
    const row = (numbers: TypedArray, { shape, dtype }: Dataset["x"], i: number): Row => {
      const size = numbers.length / count;
      return { data: numbers.slice(i * size, (i + 1) * size), shape, dtype };
    };
    for (let i = 0; i < count; i++) yield [row(x, dataset.x, i), row(y, dataset.y, i)];
  }
}
