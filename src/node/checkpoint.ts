import { checkValue } from "../base/check.ts";
import type { Callback } from "../train/callbacks.ts";
import { writeWhole } from "./files.ts";

/** Options of `checkpoint`. */
export interface CheckpointOptions {
  /** After how many epochs to write; default 1, `Infinity` for never. */
  readonly epochs?: number;
  /** After how many batches to write, counted over all epochs; default `Infinity`, for never. */
  readonly batches?: number;
}

/**
 * A callback of `fit` that writes what training needs to go on, to the bit, into a file: replaced whole or not at all, so that what is
 * there can always be loaded, whenever the process ends.
 *
 *     await fit(model, train, { callbacks: [checkpoint("runs/last.safetensors")], … });
 *     await fit(model, train, { resume: await readFile("runs/last.safetensors"), … });
 *
 * Throws `ValueError` unless both numbers are whole and above 0, or `Infinity`; `fit` throws `FileError` if it cannot be written.
 */
export function checkpoint(path: string, { epochs = 1, batches = Infinity }: CheckpointOptions = {}): Callback {
  for (const [name, every] of Object.entries({ epochs, batches })) {
    const isValid = every === Infinity || (Number.isInteger(every) && every >= 1);
    checkValue("checkpoint", name, every, isValid, "a whole number from 1 on, or Infinity");
  }
  let seen = 0;
  const write = async (bytes: Uint8Array): Promise<void> => await writeWhole("checkpoint", path, bytes);
  return {
    async onBatchEnd(_, training) {
      seen++;
      if (seen % batches === 0) await write(training.checkpoint());
    },
    async onEpochEnd({ epoch }, training) {
      if (epoch % epochs === 0) await write(training.checkpoint());
    },
  };
}
