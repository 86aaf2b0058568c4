import { basename } from "node:path";
import { report } from "../../viz/index.ts";
import { beginningFacts } from "../beginning.ts";
import { counted, throughput } from "../tell.ts";
import type { TextRecord } from "./record.ts";

/** The page about a run that learned a text. */
export function textReport(record: TextRecord, summary: string, characters: number, sample: string): string {
  const { configuration, environment, history, seconds, test } = record;
  const { hidden, numLayers, steps, optimizer, learningRate, clipNorm, epochs, batchSize, validation, seed } =
    configuration;
  return report({
    title: basename(record.data),
    subtitle:
      `A model that writes text character by character, trained on ${counted(record.trainingCharacters)} characters and tested on ` +
      `the ${counted(test.characters)} behind them, which also give the validation curve. Losses are in nats a character.`,
    results: {
      "Test loss": test.loss,
      "Bits a character": test.loss / Math.LN2,
      "Training time": `${seconds.toFixed(2)} s`,
    },
    configuration: {
      Network: "embedding, LSTM, dense",
      "LSTM layers": numLayers,
      "Units of a layer": hidden,
      "Different characters": characters,
      "Characters of a sample": steps,
      Epochs: epochs,
      "Batch size": batchSize,
      Optimizer: optimizer,
      "Learning rate": String(learningRate),
      ...(configuration.schedule !== undefined && { Schedule: configuration.schedule }),
      "Largest norm of gradients": clipNorm,
      "Held out": String(validation),
      ...beginningFacts(record),
      Seed: seed,
    },
    environment: {
      "Characters a second": counted(Math.round(throughput(history) * steps)),
      Kernels: `${environment.simd} SIMD`,
      Threads: environment.threads,
      wasmgrad: environment.wasmgrad,
      Node: environment.node,
      Platform: environment.platform,
    },
    summary,
    history,
    writing: sample,
  });
}
