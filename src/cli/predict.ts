import { realpath } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ValueError } from "../base/errors.ts";
import { formatCsv } from "../csv/index.ts";
import { writeWhole } from "../node/files.ts";
import { readCsvFile } from "../node/index.ts";
import { softmax } from "../ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { predict as outputsOf } from "../train/predict.ts";
import { printable } from "../viz/printable.ts";
import { checkInputs } from "./check-inputs.ts";
import { interruptible } from "./interruptible.ts";
import { counted } from "./tell.ts";
import { loadTrained, type Trained } from "./trained.ts";

/** What the command line of `predict` says. */
export interface PredictOptions {
  readonly model: string;
  /** The file to write; default the standard output. */
  readonly out?: string;
  /** Columns of the file to leave out. */
  readonly ignore?: readonly string[];
}

/** Rows made into text at once. */
const BLOCK = 4096;
/** Digits of a number that is predicted: more than float32 holds. */
const DIGITS = 7;
const PROBABILITY_DIGITS = 4;

/**
 * Writes what a model predicts for each row of a CSV file, as CSV: its class and the probability of each, or its value. Answers the
 * exit code.
 */
export async function predict(path: string, { model: modelPath, out, ignore }: PredictOptions): Promise<number> {
  return await interruptible(async (signal) => {
    const trained = await loadTrained("predict", modelPath);
    if (trained.preprocessor === null) {
      throw new ValueError(`predict: ${modelPath} has learned pictures, expected a model that has learned a table`);
    }
    if (out !== undefined) await checkOther(path, out);
    const table = await readCsvFile(path, { schema: trained.preprocessor.schema, ignore, signal });
    try {
      const inputs = trained.preprocessor.transformInputs(table);
      checkInputs("predict", trained.architecture, inputs);
      const rows = rowsOf(trained, await outputsOf(trained.model, inputs, { signal }));
      if (out === undefined) {
        await pipeline(Readable.from(rows), process.stdout, { end: false, signal }).catch(unlessUnread);
        return 0;
      }
      await writeWhole("predict", out, rows);
      console.log(`Wrote predictions for ${counted(inputs.length)} rows in ${printable(out)}`);
      return 0;
    } finally {
      table.close();
    }
  });
}

/** The header and the rows as CSV, some at a time. */
function* rowsOf({ task, preprocessor }: Trained, outputs: Tensor): Generator<string, void, undefined> {
  const [N, V] = outputs.shape as [number, number];
  if (task.kind === "regression") {
    const values = preprocessor!.inverseTarget(outputs.data);
    yield formatCsv([[task.target]]);
    yield* blocks(N, (i) => [Number(values[i]!.toPrecision(DIGITS))]);
    return;
  }
  const odds = softmax(outputs).data;
  yield formatCsv([[task.target, ...task.classes.map((name) => `probability of ${name}`)]]);
  yield* blocks(N, (i) => {
    const own = Array.from(odds.subarray(i * V, (i + 1) * V));
    return [task.classes[own.indexOf(Math.max(...own))]!, ...own.map((p) => p.toFixed(PROBABILITY_DIGITS))];
  });
}

function* blocks(N: number, row: (i: number) => (string | number)[]): Generator<string, void, undefined> {
  for (let start = 0; start < N; start += BLOCK) {
    yield formatCsv(Array.from({ length: Math.min(BLOCK, N - start) }, (_, i) => row(start + i)));
  }
}

/** Throws `ValueError` if both are the same file. */
async function checkOther(path: string, out: string): Promise<void> {
  const [from, to] = await Promise.all([path, out].map((p) => realpath(p).catch(() => null)));
  if (from !== null && from === to) {
    throw new ValueError(`predict: --out is ${out}, the file that is read, expected another`);
  }
}

/** Whoever does not take the output does not make it a failure. */
function unlessUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
}
