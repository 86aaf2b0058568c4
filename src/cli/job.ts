import { join } from "node:path";
import { summary } from "../nn/index.ts";
import { writeWhole } from "../node/files.ts";
import { manualSeed } from "../tensor/generator.ts";
import type { Callback } from "../train/callbacks.ts";
import { fit } from "../train/fit.ts";
import { accuracy, r2 } from "../train/metrics/index.ts";
import { init } from "../wasm/init.ts";
import { augmented } from "./augmentation.ts";
import { type Architecture, build } from "./architecture.ts";
import { chosen, LOSSES, OPTIMIZERS, SCHEDULES } from "./choices.ts";
import type { Material } from "./data/material.ts";
import { digestOf } from "./digest.ts";
import { judge } from "./figures.ts";
import { finiteOutputs } from "./finite-outputs.ts";
import type { RunConfiguration } from "./options.ts";
import type { RunRecord } from "./run-record.ts";
import { runReport } from "./run-report.ts";
import { tellMaterial, tellResult, throughput } from "./tell.ts";
import { saveTrained } from "./trained.ts";
import { VERSION } from "./version.ts";

/** Where a job gets its samples, where it writes, and what it tells. */
export interface JobOptions {
  readonly material: Material;
  /** Name of the dataset, or the path of the file from the root on; and where the dataset's files are. */
  readonly data: string;
  readonly dataFolder: string | null;
  /** The name of the data for whoever gets the model: without folders. */
  readonly dataName: string;
  /** Where its files go. */
  readonly folder: string;
  readonly print: (text: string) => void;
  readonly callbacks: readonly Callback[];
  readonly signal: AbortSignal;
}

/** Trains a network, tells how it went, and writes the files of the run. The same configuration gives the same bits. */
export async function runJob(configuration: RunConfiguration, options: JobOptions): Promise<void> {
  const { material, data, dataFolder, dataName, folder, print, callbacks, signal } = options;
  const { epochs, batchSize, learningRate, hidden, activation, augment, validation, seed } = configuration;
  const { task, train, test, preprocessor } = material;
  const isClassification = task.kind === "classification";
  const { loss } = chosen("train", "--loss", LOSSES, configuration.loss);
  manualSeed(seed);
  const outputs = isClassification ? task.classes.length : 1;
  const inputs = train.x.shape[0]!;
  const { model: name } = configuration;
  const architecture: Architecture =
    name === undefined
      ? { inputs, hidden, activation, outputs }
      : { model: name, size: material.size!, inputs, outputs };
  const model = build(architecture);
  const table = summary(model, [Math.min(batchSize, train.length), ...train.x.shape]);
  tellMaterial(print, material);
  if (augment !== undefined) print(`Pictures for training change in every epoch: ${augment.join(", ")}`);
  print(`\n${table}\n`);

  const start = performance.now();
  const samples = augment === undefined ? train : augmented(train, { ways: augment, size: material.size!, seed });
  const steps = epochs * Math.ceil(train.length / batchSize);
  const history = await fit(model, samples, {
    loss,
    optimizer: chosen("train", "--optimizer", OPTIMIZERS, configuration.optimizer).make(model, learningRate),
    epochs,
    batchSize,
    ...chosen("train", "--schedule", SCHEDULES, configuration.schedule ?? "none")(epochs, steps),
    clipNorm: configuration.clipNorm,
    validation: test,
    metrics: isClassification ? { accuracy } : { r2 },
    callbacks,
    signal,
  });
  const seconds = (performance.now() - start) / 1000;

  const answers = await finiteOutputs("train", model, test, "lower the learning rate", signal);
  const outcome = judge(task, preprocessor, loss, answers, test);
  const { simd, threads } = await init();
  const record: RunRecord = {
    data,
    folder: dataFolder,
    task,
    configuration,
    trainingSamples: train.length,
    history,
    test: { samples: test.length, ...outcome.figures, outputs: digestOf(answers) },
    seconds,
    environment: {
      wasmgrad: VERSION,
      simd,
      threads,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
  };
  print("");
  tellResult(print, task, outcome, `on ${test.length.toLocaleString("en-US")} samples`);
  print(
    `Trained in ${seconds.toFixed(2)} s, ${Math.round(throughput(history)).toLocaleString("en-US")} samples a second ` +
      `(${simd} SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`})`,
  );
  const origin = { data: dataName, loss: configuration.loss, validation, seed };
  await saveTrained({ model, architecture, task, preprocessor, origin }, join(folder, "model.safetensors"));
  await writeWhole("train", join(folder, "history.json"), `${JSON.stringify(record, null, 2)}\n`);
  await writeWhole("train", join(folder, "report.html"), runReport(record, table, material, outcome, answers, model));
}
