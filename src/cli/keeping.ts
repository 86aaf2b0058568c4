import { join } from "node:path";
import { writeWhole } from "../node/files.ts";
import type { Callback, Training } from "../train/callbacks.ts";
import { CHECKPOINT } from "./run-folder.ts";

/** Milliseconds before training is kept for the first time. */
const FIRST = 500;
/** How much longer than keeping it training goes on in between. */
const RATIO = 20;

/**
 * A callback of `fit` that keeps in a folder where training stands: in the end, and as often before, between any two batches, as takes at
 * most a twentieth of the time, however large the model and slow the disk.
 */
export function keeping(folder: string): Callback {
  const path = join(folder, CHECKPOINT);
  let epochs = 0;
  let next = 0;
  const keep = async (training: Training): Promise<void> => {
    const start = performance.now();
    await writeWhole("train", path, training.checkpoint());
    const end = performance.now();
    next = end + RATIO * (end - start);
  };
  return {
    onTrainBegin(begin) {
      epochs = begin.epochs;
      next = performance.now() + FIRST;
    },
    async onBatchEnd(_, training) {
      if (performance.now() >= next) await keep(training);
    },
    async onEpochEnd({ epoch }, training) {
      if (epoch === epochs) await keep(training);
    },
  };
}
