import { checkValue } from "../base/check.ts";
import { sizeOf } from "../tensor/shape.ts";
import { Staging } from "../tensor/staging.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { typedArray } from "./collect.ts";
import type { Dataset, Field } from "./dataset.ts";
import { streamOf } from "./stream.ts";

/** Options of `batches`. */
export interface BatchOptions {
  /** Whether the samples come in random order, another one at each call; default true. */
  readonly shuffle?: boolean;
  /** Same seed, same order; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number;
  /** Whether to leave out a last batch that would be smaller than the others; default false. */
  readonly dropLast?: boolean;
  /** How many batches at the beginning to leave out; default 0. */
  readonly skip?: number;
}

/** Samples on their way into the engine: gathered here, then copied there at once. */
class Stage {
  readonly tensor: Staging;
  readonly values: TypedArray;

  constructor({ shape, dtype }: Field, count: number) {
    this.values = typedArray(dtype, count * sizeOf(shape));
    this.tensor = new Staging([count, ...shape], dtype);
  }
}

/**
 * All samples of a dataset once, `batchSize` at a time: `for (const [x, y] of batches(train, 32)) …`.
 *
 * Both tensors are rewritten for each batch: they are valid until the next iteration, and freed when the loop ends or is
 * left. (Who iterates by hand calls `return()`.) The last batch holds what remains. Throws `ValueError` unless `batchSize` is
 * a whole number from 1 on.
 */
export function batches(
  dataset: Dataset,
  batchSize: number,
  { shuffle = true, seed, dropLast = false, skip = 0 }: BatchOptions = {},
): Generator<[x: Tensor, y: Tensor], void, undefined> {
  const isValid = Number.isInteger(batchSize) && batchSize >= 1;
  checkValue("batches", "batchSize", batchSize, isValid, "a whole number from 1 on");
  checkValue("batches", "skip", skip, Number.isSafeInteger(skip) && skip >= 0, "a whole number from 0 on");
  const order = shuffle
    ? streamOf(seed).permutation(dataset.length)
    : Int32Array.from({ length: dataset.length }, (_, i) => i);
  return iterate(dataset, batchSize, order.subarray(skip * batchSize), dropLast);
}

function* iterate(
  dataset: Dataset,
  batchSize: number,
  order: Int32Array,
  dropLast: boolean,
): Generator<[x: Tensor, y: Tensor], void, undefined> {
  const stages: Stage[] = [];
  const stage = (field: Field, count: number): Stage => {
    const made = new Stage(field, count);
    stages.push(made);
    return made;
  };
  try {
    let x: Stage | null = null;
    let y: Stage | null = null;
    let staged = 0;
    for (let start = 0; start < order.length; start += batchSize) {
      const count = Math.min(batchSize, order.length - start);
      if (dropLast && count < batchSize) return;
      if (x === null || y === null || staged !== count) {
        [x, y, staged] = [stage(dataset.x, count), stage(dataset.y, count), count];
      }
      dataset.read(order.subarray(start, start + count), x.values, y.values);
      x.tensor.write(x.values);
      y.tensor.write(y.values);
      yield [x.tensor, y.tensor];
    }
  } finally {
    for (const { tensor } of stages) tensor[Symbol.dispose]();
  }
}
