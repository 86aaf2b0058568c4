// `npm run bench:stream`: trains from files that are larger than the memory that training takes, in several ways, each in a process of its own.
//
//   --megabytes N   size of the files; default 200
//   --epochs N      default 1
//   --workers N     that decode ahead; default one less than there are cores, at least 1

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, Worker } from "node:worker_threads";
import {
  Adam,
  crossEntropy,
  type Dataset,
  fit,
  init,
  Linear,
  manualSeed,
  type Pipeline,
  ReLU,
  type Sample,
  Sequential,
} from "../../src/index.ts";
import { openDataset, readRecords } from "../../src/node/index.ts";
import { connectFunction, exposeFunction } from "../../src/worker/index.ts";
import { machine } from "../report.ts";
import { CLASSES, decode, type Decoded, PIXELS, RECORD, writeRecords } from "./record-file.ts";
import { writeNpy } from "./npy-file.ts";

const WAYS = ["decoded in this thread", "decoded ahead in workers", "npy, shuffled wholly"] as const;
type Way = (typeof WAYS)[number];
/** Records on their way to a worker together: a call costs about as much as decoding some. */
const TOGETHER = 64;

interface Result {
  readonly seconds: number;
  readonly loss: number;
  readonly start: number;
  readonly peak: number;
}

if (isMainThread) await main();
else exposeFunction(decode);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      megabytes: { type: "string", default: "200" },
      epochs: { type: "string", default: "1" },
      workers: { type: "string", default: String(Math.max(1, cpus().length - 1)) },
      way: { type: "string" },
      folder: { type: "string" },
    },
  });
  const [epochs, workers] = [Number(values.epochs), Number(values.workers)];
  if (values.way !== undefined) {
    console.log(JSON.stringify(await train(values.way as Way, values.folder!, epochs, workers)));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "wasmgrad-stream-"));
  try {
    console.log(`${machine()}\n`);
    const count = writeRecords(join(folder, "records.bin"), Number(values.megabytes) * 1e6);
    writeNpy(folder, Math.floor((Number(values.megabytes) * 1e6) / PIXELS));
    console.log(`${count.toLocaleString("en")} records, ${workers} workers, epochs: ${epochs}`);
    for (const way of WAYS) {
      const given = ["--way", way, "--folder", folder, "--epochs", String(epochs), "--workers", String(workers)];
      const out = execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...given], { encoding: "utf8" });
      const { seconds, loss, start, peak } = JSON.parse(out) as Result;
      const file = statSync(join(folder, way.startsWith("npy") ? "x.npy" : "records.bin")).size / 1e6;
      const rate = `${((file * epochs) / seconds).toFixed(0)} MB/s`.padStart(9);
      console.log(
        `${way.padEnd(26)}${seconds.toFixed(1).padStart(6)} s ${rate}  memory ${start} MB at the start, ${peak} MB at most, of a file of ${file.toFixed(0)} MB; loss ${loss.toFixed(3)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function samplesOf({ pixels, labels }: Decoded): Sample[] {
  const picture = (i: number): Float32Array => pixels.subarray(i * PIXELS, (i + 1) * PIXELS);
  return Array.from(labels, (label, i): Sample => [picture(i), { data: label, dtype: "int32" }]);
}

async function train(way: Way, folder: string, epochs: number, workers: number): Promise<Result> {
  await init();
  manualSeed(7);
  const model = new Sequential(new Linear(PIXELS, 64), new ReLU(), new Linear(64, CLASSES));
  const optimizer = new Adam(model, { learningRate: 1e-3 });
  const remote =
    way === "decoded ahead in workers"
      ? connectFunction<typeof decode>(
          Array.from({ length: workers }, () => new Worker(fileURLToPath(import.meta.url))),
        )
      : null;
  const data: Dataset | Pipeline<Sample> =
    way === "npy, shuffled wholly"
      ? openDataset({ path: join(folder, "x.npy"), scale: 1 / 255 }, join(folder, "y.npy"))
      : (await readRecords(join(folder, "records.bin"), { bytes: RECORD }))
          .shuffle(2000)
          .batch(TOGETHER)
          .map(remote ?? decode, { parallel: 2 * (remote?.parallel ?? 1) })
          .interleave(samplesOf);
  const memory = (bytes: number): number => Math.round(bytes / 2 ** 20);
  const start = memory(process.memoryUsage().rss);
  const began = performance.now();
  const history = await fit(model, data, { loss: crossEntropy, optimizer, epochs, batchSize: 64 });
  const seconds = (performance.now() - began) / 1000;
  await remote?.terminate();
  return { seconds, loss: history.at(-1)!.loss, start, peak: memory(process.resourceUsage().maxRSS * 1024) };
}
