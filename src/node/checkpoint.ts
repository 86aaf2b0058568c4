import { basename } from "node:path";
import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import type { Callback, EpochEnd, Training } from "../train/callbacks.ts";
import { figureOf } from "../train/monitored.ts";
import { makeFolderOf, removeDrafts, writeWhole } from "./files.ts";
import { NumberedPath, type Place } from "./numbered.ts";

/** Options of `checkpoint`. */
export interface CheckpointOptions {
  /** After how many epochs to write; default 1, `Infinity` for never. */
  readonly epochs?: number;
  /** After how many batches to write, counted over all epochs; default `Infinity`, for never. */
  readonly batches?: number;
  /**
   * Writes only epochs that have a better figure than all before them: "loss", a metric's name, "validation.loss", …, of which smaller is
   * better unless `mode` is "max". Default: writes in any case.
   */
  readonly best?: string | { readonly monitor: string; readonly mode?: "min" | "max" } | undefined;
  /** How many files to keep, where the path has `{epoch}`: older ones are removed once the new one is safe. Default all. */
  readonly keep?: number;
}

/**
 * A callback of `fit` that writes what training needs to go on, to the bit, into a file: replaced whole or not at all, so that what is
 * there can always be loaded, whenever the process ends.
 *
 *     await fit(model, train, { callbacks: [checkpoint("runs/last.safetensors")], … });
 *     await fit(model, train, { resume: await readFile("runs/last.safetensors"), … });
 *
 * `{epoch}` and `{batch}` in the file's name become four and six digits, for a file each: the epoch, from 1 on, and its batches that are done.
 * `latestCheckpoint` finds the last of them.
 *
 *     checkpoint("runs/epoch-{epoch}.safetensors", { keep: 3 });
 *     checkpoint("runs/best.safetensors", { best: { monitor: "validation.accuracy", mode: "max" } });
 *
 * A run that resumes goes on with the best figure of all its epochs, and removes, where it is to keep some files, also those of later
 * epochs, which it has left. The folder is made if it is not there; drafts of writers that were killed are removed as training begins.
 *
 * Throws `ValueError` unless numbers are whole and above 0, or `Infinity`, for `keep` without `{epoch}`, and `best` with `batches`; `fit` throws
 * `ValueError` for a figure that there is not, and `FileError` if a file cannot be written: the last one is as it was.
 */
export function checkpoint(path: string, options: CheckpointOptions = {}): Callback {
  const { epochs = 1, batches = Infinity, keep = Infinity } = options;
  for (const [name, every] of Object.entries({ epochs, batches, keep })) {
    const isValid = every === Infinity || (Number.isInteger(every) && every >= 1);
    checkValue("checkpoint", name, every, isValid, "a whole number from 1 on, or Infinity");
  }
  const paths = new NumberedPath(path);
  const other = /\{(?!(?:epoch|batch)\})[^{}]*\}/.exec(basename(path))?.[0];
  if (other !== undefined) throw new ValueError(`checkpoint: path has ${other}, expected {epoch} and {batch} alone`);
  checkValue("checkpoint", "path", path, !/\{(epoch|batch)\}/.test(paths.folder), "numbers in the file's name alone");
  if (keep !== Infinity && !paths.isNumbered) {
    throw new ValueError(`checkpoint: keep is ${keep}, expected it for a path with {epoch} alone; ${path} is one file`);
  }
  const best = bestOf(options);
  let inEpoch = 0;
  let seen = 0;
  const write = async (place: Place, training: Training): Promise<void> => {
    await writeWhole("checkpoint", paths.at(place), training.checkpoint());
    if (keep !== Infinity) await paths.prune("checkpoint", place, keep);
  };
  const isWanted = (record: EpochEnd): boolean => record.epoch % epochs === 0 && (best?.isBetter(record) ?? true);
  const onEpochEnd = async (record: EpochEnd, training: Training): Promise<void> => {
    if (isWanted(record)) await write({ epoch: record.epoch, batch: inEpoch }, training);
  };
  return {
    async onTrainBegin({ history, batch, seen: before, last }, training) {
      await makeFolderOf("checkpoint", path);
      await removeDrafts(paths.folder);
      seen = before;
      inEpoch = last;
      best?.reset();
      // Where an epoch has just ended, the process may have ended before this callback had its turn.
      const made = batch === 0 ? history.slice(0, -1) : history;
      made.forEach(isWanted);
      if (made.length < history.length) await onEpochEnd(history.at(-1)!, training);
    },
    async onBatchEnd({ epoch, batch }, training) {
      seen++;
      inEpoch = batch;
      if (seen % batches === 0) await write({ epoch, batch }, training);
    },
    onEpochEnd,
  };
}

/** Remembers the best figure of the epochs that it is shown. */
interface Best {
  reset(): void;
  isBetter(record: EpochEnd): boolean;
}

function bestOf({ best, batches = Infinity }: CheckpointOptions): Best | null {
  if (best === undefined) return null;
  if (batches !== Infinity) {
    throw new ValueError(`checkpoint: batches is ${batches}, expected Infinity where best compares epochs`);
  }
  const { monitor, mode = "min" } = typeof best === "string" ? { monitor: best } : best;
  checkValue("checkpoint", "mode", mode, mode === "min" || mode === "max", "min or max");
  let most = -Infinity;
  return {
    reset: () => {
      most = -Infinity;
    },
    isBetter: (record) => {
      const figure = figureOf("checkpoint", record, monitor) * (mode === "min" ? -1 : 1);
      const isBetter = figure > most;
      if (isBetter) most = figure;
      return isBetter;
    },
  };
}
