import { basename, join, resolve } from "node:path";
import { ValueError } from "../../base/errors.ts";
import { CharVocabulary, splitText, textWindows } from "../../data/index.ts";
import { sampleText } from "../../models/index.ts";
import { crossEntropy, summary } from "../../nn/index.ts";
import { writeWhole } from "../../node/files.ts";
import { manualSeed } from "../../tensor/generator.ts";
import type { Callback } from "../../train/callbacks.ts";
import { evaluate } from "../../train/evaluate.ts";
import { fit } from "../../train/fit.ts";
import { printable } from "../../viz/printable.ts";
import { init } from "../../wasm/init.ts";
import { chosen, OPTIMIZERS, SCHEDULES } from "../choices.ts";
import type { Workplace } from "../into-folder.ts";
import { counted, throughput } from "../tell.ts";
import { VERSION } from "../version.ts";
import { buildText, saveText, type TextDescription } from "./language-model.ts";
import type { TextConfiguration } from "./options.ts";
import { proofOf, TEST_LENGTH } from "./proof.ts";
import { readText } from "./read-text.ts";
import type { TextRecord } from "./record.ts";
import { textReport } from "./report.ts";

/** Characters of a sample that is shown as training goes, and of that in the end. */
const SHOWN = 120;
const SHOWN_LAST = 400;
const TEMPERATURE = 0.8;

/** Trains a model of a text, lets it write now and then, tells how it went, and writes the files of the run. */
export async function runTextJob(
  configuration: TextConfiguration,
  file: string,
  { folder, print, signal, callbacks }: Workplace & { readonly callbacks: readonly Callback[] },
): Promise<void> {
  const { hidden, numLayers, steps, learningRate, clipNorm, epochs, batchSize, validation, seed } = configuration;
  const text = await readText("train", file);
  const vocabulary = new CharVocabulary().fit(text);
  const { train, test } = splitText(vocabulary.encode(text), { test: validation });
  const samples = textWindows(train, { length: steps });
  const held = textWindows(test, { length: Math.min(TEST_LENGTH, test.length - 1) });
  const description: TextDescription = {
    ...{ vocabulary, hidden, numLayers },
    origin: { data: basename(file), validation, seed },
  };
  manualSeed(seed);
  const model = buildText(description);
  const table = summary(model, [Math.min(batchSize, samples.length), steps], { dtype: "int32" });
  print(
    `${counted(train.length)} characters to train with, ${counted(test.length)} to test with, ${vocabulary.size} different`,
  );
  print(`\n${table}\n`);
  const write = (length: number): string => {
    const mode = model.training;
    model.eval();
    const prime = text.slice(0, 1);
    const written = [...sampleText(model, vocabulary, { prime, length, temperature: TEMPERATURE, seed })].join("");
    if (mode) model.train();
    return written;
  };
  const showing: Callback = {
    onEpochEnd: ({ epoch }) => {
      if (epoch < epochs) print(`${indented(write(SHOWN))}\n`);
    },
  };
  const start = performance.now();
  const history = await fit(model, samples, {
    ...{ loss: crossEntropy, epochs, batchSize, clipNorm, validation: held, signal },
    optimizer: chosen("train", "--optimizer", OPTIMIZERS, configuration.optimizer).make(model, learningRate),
    ...chosen(
      "train",
      "--schedule",
      SCHEDULES,
      configuration.schedule ?? "none",
    )(epochs, epochs * Math.ceil(samples.length / batchSize)),
    callbacks: [...callbacks, showing],
  });
  const seconds = (performance.now() - start) / 1000;
  model.eval();
  const { loss } = await evaluate(model, held, { loss: crossEntropy, batchSize, signal });
  if (!Number.isFinite(loss))
    throw new ValueError(`train: the loss is ${loss}, expected a number; lower the learning rate`);
  const { simd, threads } = await init();
  const record: TextRecord = {
    ...{ kind: "text", data: resolve(file), configuration, trainingCharacters: train.length, history, seconds },
    test: { characters: held.length * held.x.shape[0]!, loss, outputs: (await proofOf(model, held)).outputs },
    environment: {
      ...{ wasmgrad: VERSION, simd, threads, node: process.version },
      platform: `${process.platform} ${process.arch}`,
    },
  };
  const last = write(SHOWN_LAST);
  print(`\n${indented(last)}\n`);
  print(`Test loss ${loss.toFixed(4)} nats a character on ${counted(record.test.characters)} characters`);
  const speed = counted(Math.round(throughput(history) * steps));
  print(
    `Trained in ${seconds.toFixed(2)} s, ${speed} characters a second (${simd} SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`})`,
  );
  await saveText(model, description, join(folder, "model.safetensors"));
  await writeWhole("train", join(folder, "history.json"), `${JSON.stringify(record, null, 2)}\n`);
  await writeWhole("train", join(folder, "report.html"), textReport(record, table, vocabulary.size, last));
}

function indented(text: string): string {
  return text.split("\n").map((line) => `  | ${printable(line)}`).join("\n"); // prettier-ignore
}
