import { basename, join, resolve } from "node:path";
import { ValueError } from "../../base/errors.ts";
import { textWindows } from "../../data/index.ts";
import { crossEntropy, summary } from "../../nn/index.ts";
import { writeWhole } from "../../node/files.ts";
import { manualSeed } from "../../tensor/generator.ts";
import type { Callback } from "../../train/callbacks.ts";
import { fit } from "../../train/fit.ts";
import { init } from "../../wasm/init.ts";
import { chosen, OPTIMIZERS, SCHEDULES } from "../choices.ts";
import type { Workplace } from "../into-folder.ts";
import { counted, throughput } from "../tell.ts";
import { VERSION } from "../version.ts";
import { buildText, saveText, type TextDescription } from "./language-model.ts";
import { openText } from "./material.ts";
import type { TextConfiguration } from "./options.ts";
import { proofOf } from "./proof.ts";
import type { TextRecord } from "./record.ts";
import { textReport } from "./report.ts";
import { showing, tellWriting, written, type Writer } from "./writing.ts";

/** Characters that the model writes in the end. */
const SHOWN_LAST = 400;

/** Trains a model of a text, lets it write now and then, tells how it went, and writes the files of the run. */
export async function runTextJob(
  configuration: TextConfiguration,
  file: string,
  { folder, print, signal, callbacks }: Workplace & { readonly callbacks: readonly Callback[] },
): Promise<void> {
  const { hidden, numLayers, steps, learningRate, clipNorm, epochs, batchSize, validation, seed } = configuration;
  const { vocabulary, train, held, first } = await openText("train", file, validation, null);
  if (train.length <= steps) {
    throw new ValueError(
      `train: ${file} has ${train.length} characters to train with, expected more than the ${steps} of a sample; lower --steps`,
    );
  }
  const samples = textWindows(train, { length: steps });
  const characters = held.length * held.x.shape[0]!;
  const origin = { data: basename(file), validation, seed };
  const description: TextDescription = { vocabulary, hidden, numLayers, origin };
  manualSeed(seed);
  const model = buildText(description);
  const writer: Writer = { model, vocabulary, first, seed };
  const table = summary(model, [Math.min(batchSize, samples.length), steps], { dtype: "int32" });
  const sizes = `${counted(train.length)} characters to train with, ${counted(characters)} to test with`;
  print(`${sizes}, ${counted(vocabulary.size)} different\n\n${table}\n`);

  const start = performance.now();
  const history = await fit(model, samples, {
    ...{ loss: crossEntropy, epochs, batchSize, clipNorm, validation: held, signal },
    optimizer: chosen("train", "--optimizer", OPTIMIZERS, configuration.optimizer).make(model, learningRate),
    callbacks: [...callbacks, showing(writer, epochs, print)],
    ...chosen(
      "train",
      "--schedule",
      SCHEDULES,
      configuration.schedule ?? "none",
    )(epochs, epochs * Math.ceil(samples.length / batchSize)),
  });
  const seconds = (performance.now() - start) / 1000;

  model.eval();
  const { loss } = history.at(-1)!.validation!;
  const { simd, threads } = await init();
  const record: TextRecord = {
    ...{ kind: "text", data: resolve(file), configuration, trainingCharacters: train.length, history, seconds },
    test: { characters, loss, outputs: (await proofOf(model, held)).outputs },
    environment: {
      ...{ wasmgrad: VERSION, simd, threads, node: process.version },
      platform: `${process.platform} ${process.arch}`,
    },
  };
  const last = written(writer, SHOWN_LAST);
  print("");
  tellWriting(print, last);
  print(`\nTest loss ${loss.toFixed(4)} nats a character on ${counted(characters)} characters`);
  const speed = `${counted(Math.round(throughput(history) * steps))} characters a second`;
  const build = `${simd} SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
  print(`Trained in ${seconds.toFixed(2)} s, ${speed} (${build})`);
  await saveText(model, description, join(folder, "model.safetensors"));
  await writeWhole("train", join(folder, "history.json"), `${JSON.stringify(record, null, 2)}\n`);
  await writeWhole("train", join(folder, "report.html"), textReport(record, table, vocabulary.size, last));
}
