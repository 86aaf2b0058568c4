import { appendFile } from "node:fs/promises";
import Papa from "papaparse";
import { checkValue } from "../base/check.ts";
import { FormatError } from "../base/errors.ts";
import { formatCsv } from "../csv/format-csv.ts";
import type { BatchEnd, Callback, EpochEnd, Training } from "../train/callbacks.ts";
import { figuresOf } from "../train/monitored.ts";
import { notWritten, readBytes, writeWhole } from "./files.ts";

/** Options of `csvLog`. */
export interface CsvLogOptions {
  /** What a row is of; default "epoch". */
  readonly every?: "epoch" | "batch";
}

type Row = readonly (string | number)[];

/** Columns by name. */
type Cells = Readonly<Record<string, number>>;

/**
 * A callback of `fit` that writes a CSV file, a row an epoch: `epoch`, `loss`, metrics, those of validation as `validation.loss`, …, `learningRate`
 * of the optimizer's first group, `seconds` and `samplesPerSecond`. Or a row a batch: `epoch`, `batch`, its `loss`, `learningRate`, `seconds`.
 *
 *     await fit(model, train, { callbacks: [csvLog("runs/7.csv"), checkpoint("runs/7.safetensors")], … });
 *
 * Each row is in the file before training goes on, and that of an epoch on the disk. A run that begins writes a new file; one that resumes keeps the rows up to where it
 * stands, drops those behind, and goes on. List it before `checkpoint`, so that no row is missing when the process ends in between.
 *
 * `fit` throws `FileError` if the file cannot be written, and `FormatError` if it resumes and the file has other columns.
 */
export function csvLog(path: string, { every = "epoch" }: CsvLogOptions = {}): Callback {
  checkValue("csvLog", "every", every, ["epoch", "batch"].includes(every), "epoch or batch");
  let header: readonly string[] = [];
  const append = async (rows: readonly Row[]): Promise<void> => {
    try {
      await appendFile(path, formatCsv(rows), { flush: every === "epoch" });
    } catch (error) {
      throw notWritten("csvLog", path, error);
    }
  };
  const add = async (cells: Cells): Promise<void> => {
    const names = Object.keys(cells);
    if (header.length === 0) {
      header = names;
      await append([names]);
    }
    if (names.join() !== header.join()) {
      throw new FormatError(
        `csvLog: ${path} has the columns ${header.join(", ")}, expected ${names.join(", ")}; give another path`,
      );
    }
    await append([Object.values(cells)]);
  };
  return {
    async onTrainBegin({ history, batch }) {
      const isBehind = ([epoch, inEpoch]: Row): boolean => {
        if (every === "epoch" || Number(epoch) <= history.length) return Number(epoch) > history.length;
        return Number(epoch) > history.length + 1 || Number(inEpoch) > batch;
      };
      const before = history.length + batch === 0 ? [] : await rowsOf(path);
      header = before[0] ?? [];
      const rows = before.slice(1).filter((row) => !isBehind(row));
      await writeWhole("csvLog", path, formatCsv(header.length === 0 ? [] : [header, ...rows]));
    },
    ...(every === "batch"
      ? { onBatchEnd: async (end: BatchEnd, training: Training) => await add(batchCells(end, training)) }
      : { onEpochEnd: async (end: EpochEnd, training: Training) => await add(epochCells(end, training)) }),
  };
}

function epochCells(end: EpochEnd, training: Training): Cells {
  const { epoch, seconds, samplesPerSecond } = end;
  return { epoch, ...figuresOf(end), learningRate: rateOf(training), seconds, samplesPerSecond };
}

function batchCells({ epoch, batch, loss, seconds }: BatchEnd, training: Training): Cells {
  return { epoch, batch, loss, learningRate: rateOf(training), seconds };
}

function rateOf({ optimizer }: Training): number {
  return optimizer.groups[0]!.learningRate;
}

/** The complete rows of a file, or none if there is no file: the last one, if it lacks its line end, was being written. */
async function rowsOf(path: string): Promise<string[][]> {
  try {
    const text = new TextDecoder().decode(await readBytes("csvLog", path));
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    return Papa.parse<string[]>(whole, { delimiter: ",", newline: "\n", skipEmptyLines: true }).data;
  } catch (error) {
    if (((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT") return [];
    throw error;
  }
}
