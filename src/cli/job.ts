import { join } from "node:path";
import { summary } from "../nn/index.ts";
import { writeWhole } from "../node/files.ts";
import { manualSeed } from "../tensor/generator.ts";
import type { Callback } from "../train/callbacks.ts";
import { accuracy, r2 } from "../train/metrics/index.ts";
import { augmented } from "./augmentation.ts";
import { type Architecture, build } from "./architecture.ts";
import { type Beginning, prepare } from "./beginning.ts";
import { chosen, LOSSES } from "./choices.ts";
import type { Material } from "./data/material.ts";
import { digestOf } from "./digest.ts";
import { environmentHere, formatKernels } from "./environment.ts";
import { judge } from "./figures.ts";
import { finiteOutputs } from "./finite-outputs.ts";
import type { Workplace } from "./into-folder.ts";
import type { RunConfiguration } from "./options.ts";
import { START } from "./run-folder.ts";
import { type RunRecord, writeRecord } from "./run-record.ts";
import { runReport } from "./run-report.ts";
import { teach } from "./teach.ts";
import { tellMaterial, tellResult, throughput } from "./tell.ts";
import { saveTrained } from "./trained.ts";

/** Where a job gets its samples and its first weights from, and what it tells. */
export interface JobOptions extends Workplace, Beginning {
  readonly material: Material;
  /** Where the dataset's files are. */
  readonly dataFolder: string | null;
  /** The name of the data for whoever gets the model: without folders. */
  readonly dataName: string;
  readonly callbacks: readonly Callback[];
}

/** Trains a network, tells how it went, and writes the files of the run. The same configuration gives the same bits. */
export async function runJob(configuration: RunConfiguration, options: JobOptions): Promise<void> {
  const { material, dataFolder, dataName, folder, print, callbacks, signal, provenance } = options;
  const { batchSize, hidden, activation, augment, validation, seed } = configuration;
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
  tellMaterial(print, material);
  const frozen = prepare(model, options);
  const table = summary(model, [Math.min(batchSize, train.length), ...train.x.shape]);
  if (augment !== undefined) print(`Pictures for training change in every epoch: ${augment.join(", ")}`);
  print(`\n${table}\n`);

  const environment = await environmentHere();
  const start = { ...provenance, folder: dataFolder, task, configuration, trainingSamples: train.length };
  const origin = { data: dataName, loss: configuration.loss, validation, seed };
  const save = async (file: string): Promise<void> => {
    await saveTrained({ model, architecture, task, preprocessor, origin }, join(folder, file));
  };
  if (options.checkpoint === null) await save(START);
  await writeRecord(folder, { ...start, frozen, environment });
  const samples = augment === undefined ? train : augmented(train, { ways: augment, size: material.size!, seed });
  const metrics = isClassification ? { accuracy } : { r2 };
  const lesson = { samples, validation: test, loss, metrics, callbacks };
  const { history, seconds } = await teach(model, lesson, configuration, options);

  const answers = await finiteOutputs("train", model, test, "lower the learning rate", signal);
  const outcome = judge(task, preprocessor, loss, answers, test);
  const record: RunRecord = {
    ...start,
    frozen,
    history,
    test: { samples: test.length, ...outcome.figures, outputs: digestOf(answers) },
    seconds,
    environment,
  };
  print("");
  tellResult(print, task, outcome, `on ${test.length.toLocaleString("en-US")} samples`);
  print(
    `Trained in ${seconds.toFixed(2)} s, ${Math.round(throughput(history)).toLocaleString("en-US")} samples a second ` +
      `(${formatKernels(environment)})`,
  );
  await save("model.safetensors");
  await writeRecord(folder, record);
  await writeWhole("train", join(folder, "report.html"), runReport(record, table, material, outcome, answers, model));
}
