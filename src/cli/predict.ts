import { realpath } from "node:fs/promises";
import { ValueError } from "../base/errors.ts";
import { formatCsv } from "../csv/index.ts";
import { writeWhole } from "../node/files.ts";
import { readCsvFile } from "../node/index.ts";
import { softmax } from "../ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { printable } from "../viz/printable.ts";
import { checkInputs } from "./check-inputs.ts";
import { finiteOutputs, LOOK_AT_SAMPLES } from "./finite-outputs.ts";
import { interruptible } from "./interruptible.ts";
import { writeOut } from "./standard-output.ts";
import { counted } from "./tell.ts";
import { loadTrained, modelFile, type Trained } from "./trained.ts";

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
    if (out !== undefined) {
      await checkOther(path, out, "the file that is read");
      await checkOther(await modelFile(modelPath), out, "the model");
    }
    const table = await readCsvFile(path, { schema: trained.preprocessor.schema, ignore, signal });
    try {
      const inputs = trained.preprocessor.transformInputs(table);
      checkInputs("predict", trained.architecture, inputs);
      const outputs = await finiteOutputs("predict", trained.model, inputs, LOOK_AT_SAMPLES, signal);
      const rows = rowsOf(trained, outputs);
      if (out === undefined) {
        await writeOut("predict", rows, signal);
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

/** Throws `ValueError` if both are the same file; `what` says what would be lost. */
async function checkOther(path: string, out: string, what: string): Promise<void> {
  const [from, to] = await Promise.all([path, out].map((p) => realpath(p).catch(() => null)));
  if (from !== null && from === to) {
    throw new ValueError(`predict: --out is ${out}, ${what}, expected another`);
  }
}
