// `npm run bench:csv`: reads a CSV file that is larger than the memory it may take, and trains on it.
//
//   --megabytes N   size of the file; default 200
//   --epochs N      default 2
//   --file FILE     another file, whose last column is the target; default one that is generated

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Preprocessor, splitRows } from "../../src/csv/index.ts";
import {
  accuracy,
  Adam,
  crossEntropy,
  fit,
  init,
  Linear,
  manualSeed,
  meanSquaredError,
  ReLU,
  Sequential,
} from "../../src/index.ts";
import { readCsvFile } from "../../src/node/index.ts";
import { machine } from "../report.ts";
import { writeLargeCsv } from "./large-csv.ts";

const { values } = parseArgs({
  options: {
    megabytes: { type: "string", default: "200" },
    epochs: { type: "string", default: "2" },
    file: { type: "string" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "wasmgrad-csv-"));
try {
  console.log(`${machine()}\n`);
  const path = values.file ?? join(folder, "large.csv");
  if (values.file === undefined) {
    const rows = writeLargeCsv(path, Number(values.megabytes) * 1e6);
    console.log(`generated ${rows.toLocaleString("en")} rows`);
  }
  await init();
  manualSeed(7);
  await measure(path, Number(values.epochs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(path: string, epochs: number): Promise<void> {
  const megabytes = statSync(path).size / 1e6;
  let last = performance.now();
  const step = (what: string, amount: number, unit: string): void => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    const rate = `${Math.round(amount / seconds).toLocaleString("en")} ${unit}/s`;
    const most = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(`${what.padEnd(12)}${seconds.toFixed(1).padStart(7)} s  ${rate.padStart(20)}  peak memory ${most} MB`);
    last = performance.now();
  };
  step("start", 0, "");
  using table = await readCsvFile(path, { folder });
  step("read", megabytes, "MB");
  const target = table.columns.at(-1)!.name;
  const { train } = splitRows(table, { test: 0.1, seed: 7 });
  step("split", table.length, "rows");
  const preprocessor = new Preprocessor({ target, scale: "robust" }).fit(table, train);
  step("learn", train.length, "rows");
  const samples = preprocessor.transform(table, train);
  step("check", train.length, "rows");
  const isClasses = preprocessor.task === "classification";
  const model = new Sequential(
    new Linear(preprocessor.features.length, 32),
    new ReLU(),
    new Linear(32, isClasses ? preprocessor.classes.length : 1),
  );
  await fit(model, samples, {
    loss: isClasses ? crossEntropy : meanSquaredError,
    optimizer: new Adam(model, { learningRate: 1e-3 }),
    epochs,
    batchSize: 256,
    metrics: isClasses ? { accuracy } : {},
    callbacks: [
      { onEpochEnd: ({ epoch, loss }) => step(`epoch ${epoch}: ${loss.toFixed(3)}`, samples.length, "rows") },
    ],
  });
}
