import { join } from "node:path";
import { digits } from "../data/datasets/index.ts";
import { crossEntropy, summary } from "../nn/index.ts";
import { writeWhole } from "../node/files.ts";
import { save } from "../node/save.ts";
import { Adam } from "../optim/index.ts";
import { tensor } from "../tensor/creation.ts";
import { manualSeed } from "../tensor/generator.ts";
import type { Callback } from "../train/callbacks.ts";
import { fit } from "../train/fit.ts";
import { accuracy, confusionMatrix } from "../train/metrics/index.ts";
import { predict } from "../train/predict.ts";
import { formatPercent } from "../viz/format.ts";
import { confusionMatrixText } from "../viz/index.ts";
import { init } from "../wasm/init.ts";
import { digestOf } from "./digest.ts";
import { digitsModel } from "./digits-model.ts";
import { digitsReport, throughput } from "./digits-report.ts";
import type { RunConfiguration, RunRecord } from "./run-record.ts";
import { VERSION } from "./version.ts";

/** Where a job writes and what it tells. */
export interface JobOptions {
  /** Where its files go. */
  readonly folder: string;
  readonly print: (text: string) => void;
  readonly callbacks: readonly Callback[];
  readonly signal: AbortSignal;
}

/** Trains a network on the digits, tells how it went, and writes the files of the run. The same configuration gives the same bits. */
export async function trainDigits(
  configuration: RunConfiguration,
  { folder, print, callbacks, signal }: JobOptions,
): Promise<void> {
  const { hidden, epochs, batchSize, learningRate, seed } = configuration;
  const { train, test } = digits({ seed });
  manualSeed(seed);
  const model = digitsModel(hidden);
  const table = summary(model, [Math.min(batchSize, train.length), ...train.x.shape]);
  print(`${train.length.toLocaleString("en-US")} digits to train with, ${test.length} to test with\n\n${table}\n`);

  const start = performance.now();
  const history = await fit(model, train, {
    loss: crossEntropy,
    optimizer: new Adam(model, { learningRate }),
    epochs,
    batchSize,
    validation: test,
    metrics: { accuracy },
    callbacks,
    signal,
  });
  const seconds = (performance.now() - start) / 1000;

  const logits = await predict(model, test, { signal });
  const labels = tensor(test.y.data);
  const { simd, threads } = await init();
  const record: RunRecord = {
    data: "digits",
    configuration,
    history,
    test: {
      samples: test.length,
      loss: crossEntropy(logits, labels).item(),
      accuracy: accuracy(logits, labels),
      confusion: confusionMatrix(logits, labels),
      logits: digestOf(logits),
    },
    seconds,
    environment: {
      wasmgrad: VERSION,
      simd,
      threads,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
  };
  print(`\n${confusionMatrixText({ counts: record.test.confusion })}\n`);
  print(
    `Test accuracy ${formatPercent(record.test.accuracy, 2)} on ${test.length} samples, loss ${record.test.loss.toFixed(4)}`,
  );
  print(
    `Trained in ${seconds.toFixed(2)} s, ${Math.round(throughput(record)).toLocaleString("en-US")} samples a second ` +
      `(${simd} SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`})`,
  );
  await save(model, join(folder, "model.safetensors"));
  await writeWhole("train", join(folder, "history.json"), `${JSON.stringify(record, null, 2)}\n`);
  await writeWhole("train", join(folder, "report.html"), digitsReport(record, table, train.length, test, logits));
}
