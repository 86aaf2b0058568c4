import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { sizeOf } from "../tensor/shape.ts";
import { Staging } from "../tensor/staging.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { typedArray } from "./collect.ts";
import type { Dataset, Field } from "./dataset.ts";
import { BatchReader } from "./pipeline/batch-reader.ts";
import { Pipeline } from "./pipeline/pipeline.ts";
import type { Sample } from "./pipeline/sample.ts";
import { streamOf } from "./stream.ts";

/** Options of `batches`. */
export interface BatchOptions {
  /** Whether the samples of a dataset come in random order, another one at each call; default true. A pipeline has an order of its own. */
  readonly shuffle?: boolean | undefined;
  /** Same seed, same order, or same pass of a pipeline; default drawn from the default generator, which `manualSeed` sets. */
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
 * left. (Who iterates by hand calls `return()`.) The last batch holds what remains.
 *
 * The batches of a pipeline are waited for, and read ahead: `for await (const [x, y] of batches(samples, 32)) …`. The first sample
 * says what all look like.
 *
 * Throws `ValueError` unless `batchSize` is a whole number from 1 on; as a pipeline is read, also `ShapeError` or `DTypeError`, which
 * name the sample.
 */
export function batches(
  data: Dataset,
  batchSize: number,
  options?: BatchOptions,
): Generator<[x: Tensor, y: Tensor], void, undefined>;
export function batches(
  data: Pipeline<Sample>,
  batchSize: number,
  options?: BatchOptions,
): AsyncGenerator<[x: Tensor, y: Tensor], void, undefined>;
export function batches(
  data: Dataset | Pipeline<Sample>,
  batchSize: number,
  { shuffle, seed, dropLast = false, skip = 0 }: BatchOptions = {},
): Generator<[x: Tensor, y: Tensor], void, undefined> | AsyncGenerator<[x: Tensor, y: Tensor], void, undefined> {
  const isValid = Number.isInteger(batchSize) && batchSize >= 1;
  checkValue("batches", "batchSize", batchSize, isValid, "a whole number from 1 on");
  checkValue("batches", "skip", skip, Number.isSafeInteger(skip) && skip >= 0, "a whole number from 0 on");
  if (data instanceof Pipeline) {
    checkOwnOrder("batches", shuffle);
    const pass = { epoch: 1, seed: seed ?? streamOf().uint32() };
    return new BatchReader("batches", data, batchSize).read(pass, { skip, dropLast });
  }
  const order =
    (shuffle ?? true) ? streamOf(seed).permutation(data.length) : Int32Array.from({ length: data.length }, (_, i) => i);
  return iterate(data, batchSize, order.subarray(skip * batchSize), dropLast);
}

/** Throws `ValueError` if a pipeline is to be shuffled as only a dataset can be. */
export function checkOwnOrder(op: string, shuffle: boolean | undefined): void {
  if (shuffle !== true) return;
  throw new ValueError(`${op}: shuffle is true with a pipeline, expected nothing; call shuffle(size) of the pipeline`);
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
