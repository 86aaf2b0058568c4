import { ValueError } from "../base/errors.ts";
import { batches } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { BatchReader } from "../data/pipeline/batch-reader.ts";
import { Pipeline } from "../data/pipeline/pipeline.ts";
import type { Sample } from "../data/pipeline/sample.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Samples: those of a dataset, at rest, or those of a pipeline, which come one after the other. */
export type Data = Dataset | Pipeline<Sample>;

/** The batches of one pass: at hand, or waited for. */
export type Batches = Iterable<[x: Tensor, y: Tensor]> | AsyncIterable<[x: Tensor, y: Tensor]>;

/** All batches of `data` in their order, a pipeline's as in its first epoch: the same at each call. */
export function inOrder(op: string, data: Data, batchSize: number, signal: AbortSignal | undefined): Batches {
  return data instanceof Pipeline
    ? notNone(op, new BatchReader(op, data, batchSize).read({ epoch: 1, seed: 0, signal }))
    : batches(data, batchSize, { shuffle: false });
}

/** The same batches. Throws `ValueError` if there are none: with pipelines, only then one knows. */
export async function* notNone<B>(op: string, all: AsyncIterable<B>): AsyncGenerator<B, void, undefined> {
  let isEmpty = true;
  for await (const batch of all) {
    isEmpty = false;
    yield batch;
  }
  if (isEmpty) throw new ValueError(`${op}: the pipeline gives 0 samples, expected at least one`);
}
