import { basename, join } from "node:path";
import { ValueError } from "../../base/errors.ts";
import { textWindows } from "../../data/index.ts";
import { crossEntropy, summary } from "../../nn/index.ts";
import { writeWhole } from "../../node/files.ts";
import { manualSeed } from "../../tensor/generator.ts";
import type { Callback } from "../../train/callbacks.ts";
import { type Beginning, prepare } from "../beginning.ts";
import { environmentHere, formatKernels } from "../environment.ts";
import type { Workplace } from "../into-folder.ts";
import { START } from "../run-folder.ts";
import { writeRecord } from "../run-record.ts";
import { teach } from "../teach.ts";
import { counted, throughput } from "../tell.ts";
import { buildText, saveText, type TextDescription } from "./language-model.ts";
import type { TextMaterial } from "./material.ts";
import type { TextConfiguration } from "./options.ts";
import { proofOf } from "./proof.ts";
import type { TextRecord } from "./record.ts";
import { textReport } from "./report.ts";
import { showing, tellWriting, written, type Writer } from "./writing.ts";

/** Characters that the model writes in the end. */
const SHOWN_LAST = 400;

/** Where a job gets its first weights and characters from, and what it tells. */
export interface TextJobOptions extends Workplace, Beginning {
  /** The file of the text. */
  readonly file: string;
  readonly material: TextMaterial;
  readonly callbacks: readonly Callback[];
}

/** Trains a model of a text, lets it write now and then, tells how it went, and writes the files of the run. */
export async function runTextJob(configuration: TextConfiguration, options: TextJobOptions): Promise<void> {
  const { file, folder, print, callbacks, provenance } = options;
  const { hidden, numLayers, steps, epochs, batchSize, validation, seed } = configuration;
  const { vocabulary, train, held, first } = options.material;
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
  print(`${sizes}, ${counted(vocabulary.size)} different`);
  const frozen = prepare(model, options);
  print(`\n${table}\n`);

  const environment = await environmentHere();
  const start = { ...provenance, kind: "text", configuration, trainingCharacters: train.length } as const;
  const save = async (file: string): Promise<void> => {
    await saveText(model, description, join(folder, file));
  };
  if (options.checkpoint === null) await save(START);
  await writeRecord(folder, { ...start, frozen, environment });
  const lesson = { samples, validation: held, loss: crossEntropy };
  const looking = [...callbacks, showing(writer, epochs, print)];
  const { history, seconds } = await teach(model, { ...lesson, callbacks: looking }, configuration, options);

  model.eval();
  const { loss } = history.at(-1)!.validation!;
  const { outputs } = await proofOf(model, held);
  const record: TextRecord = { ...start, frozen, history, test: { characters, loss, outputs }, seconds, environment };
  const last = written(writer, SHOWN_LAST);
  print("");
  tellWriting(print, last);
  print(`\nTest loss ${loss.toFixed(4)} nats a character on ${counted(characters)} characters`);
  const speed = `${counted(Math.round(throughput(history) * steps))} characters a second`;
  print(`Trained in ${seconds.toFixed(2)} s, ${speed} (${formatKernels(environment)})`);
  await save("model.safetensors");
  await writeRecord(folder, record);
  await writeWhole("train", join(folder, "report.html"), textReport(record, table, vocabulary.size, last));
}
