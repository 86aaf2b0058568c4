// Trains with a checkpoint after each batch, a file each or one for all, from the last one if there is one, and prints a dot for each batch and a digest of the parameters at the end.

import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Dropout, Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { checkpoint, csvLog, latestCheckpoint } from "../../src/node/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { fit } from "../../src/train/index.ts";
import { compared, network, options } from "../helpers/training.ts";

/** A network whose checkpoints take longer to write than its steps. */
function wide(): Sequential {
  manualSeed(1);
  return new Sequential(new Linear(2, 800), new ReLU(), new Dropout(0.2), new Linear(800, 800), new Linear(800, 2));
}

const [folder, size] = process.argv.slice(2) as [string, string];
mkdirSync(join(folder, "last"), { recursive: true });
const model = size === "wide" ? wide() : network();
const callbacks = [
  csvLog(join(folder, "batches.csv"), { every: "batch" }),
  size === "wide"
    ? checkpoint(join(folder, "last/only.safetensors"), { batches: 1 })
    : checkpoint(join(folder, "last/{epoch}-{batch}.safetensors"), { batches: 1, keep: 2 }),
  checkpoint(join(folder, "best.safetensors"), { best: "loss" }),
  { onBatchEnd: () => void process.stdout.write(".") },
];
const resume = await latestCheckpoint(join(folder, "last"));
const epochs = size === "wide" ? 4 : 8;
await fit(model, compared(320), options(model, { epochs, batchSize: 8, callbacks, resume }));
const digest = createHash("sha256");
for (const parameter of model.parameters()) digest.update(parameter.data);
process.stdout.write(digest.digest("hex"));
