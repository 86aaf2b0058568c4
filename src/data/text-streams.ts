import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { WindowDataset } from "./window-dataset.ts";

/** Options of `textStreams`. */
export interface TextStreamsOptions {
  /** How many streams the text is cut into. */
  readonly batchSize: number;
  /** Characters of a stream in one batch. */
  readonly length: number;
}

/**
 * A text as parallel streams, for a model that keeps its state from batch to batch: row b of each batch goes on where row b of the batch
 * before ended. The text is cut into `batchSize` parts of equal length, and what remains of it, and of each, is left out. Taken in
 * order and as many at a time, samples are such batches:
 *
 *     const streams = textStreams(ids, { batchSize: 32, length: 64 });
 *     for (const [x, y] of batches(streams, 32, { shuffle: false })) …
 *     await fit(model, streams, { batchSize: 32, shuffle: false, … });
 *
 * The state is the model's to keep, and to reset where the streams begin again. Nothing here is random.
 *
 * Shapes: ids → x and y int32 `[T]`, T = length; y is what follows each of x. Throws `ValueError` unless both sizes are whole numbers
 * from 1 on, and there are enough ids for one batch.
 */
export function textStreams(ids: Int32Array, { batchSize, length }: TextStreamsOptions): WindowDataset {
  for (const [name, size] of Object.entries({ batchSize, length })) {
    checkValue("textStreams", name, size, Number.isInteger(size) && size >= 1, "a whole number from 1 on");
  }
  const part = Math.floor((ids.length - 1) / batchSize);
  const steps = Math.floor(part / length);
  if (steps < 1) {
    throw new ValueError(
      `textStreams: there are ${ids.length} ids, expected at least ${batchSize * length + 1} for a batch of ${batchSize} × ${length}`,
    );
  }
  const startOf = (sample: number): number => (sample % batchSize) * part + Math.floor(sample / batchSize) * length;
  return new WindowDataset(ids, length, steps * batchSize, startOf);
}
