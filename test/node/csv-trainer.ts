// Trains on a CSV file with little memory for its rows, and prints the most memory that the process has taken, in MB.

import { Adam, crossEntropy, fit, Linear, manualSeed } from "../../src/index.ts";
import { Preprocessor } from "../../src/csv/index.ts";
import { readCsvFile } from "../../src/node/index.ts";

const [path, memory] = [process.argv[2]!, Number(process.argv[3])];
manualSeed(7);
using table = await readCsvFile(path, { memory });
const preprocessor = new Preprocessor({ target: "label", missing: "mean" }).fit(table);
const model = new Linear(preprocessor.features.length, preprocessor.classes.length);
const [epoch] = await fit(model, preprocessor.transform(table, undefined, { memory }), {
  loss: crossEntropy,
  optimizer: new Adam(model, { learningRate: 1e-2 }),
  epochs: 1,
  batchSize: 256,
});
process.stdout.write(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, loss: epoch!.loss }));
