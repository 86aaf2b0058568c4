import type { ArrayDataset } from "../data/index.ts";
import { argmax } from "../ops/argmax.ts";
import { softmax } from "../ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { formatPercent } from "../viz/format.ts";
import { type Misclassified, report } from "../viz/index.ts";
import type { RunRecord } from "./run-record.ts";

const SIDE = 8;
const CLASSES = 10;

/** The page about a run: its record, the model in words, and the test samples that `logits` get wrong. */
export function digitsReport(
  record: RunRecord,
  summary: string,
  trainSamples: number,
  test: ArrayDataset,
  logits: Tensor,
): string {
  const { configuration, environment, history, seconds } = record;
  const { accuracy, confusion, loss, samples } = record.test;
  const wrong = misclassified(test, logits);
  return report({
    title: "Handwritten digits",
    subtitle:
      `A dense network, trained on ${trainSamples.toLocaleString("en-US")} scanned digits of 8×8 pixels and tested on ` +
      `${samples} others, which also give the validation curves.`,
    results: {
      "Test accuracy": formatPercent(accuracy, 2),
      "Test loss": loss,
      Misclassified: `${wrong.length} of ${samples}`,
      "Training time": `${seconds.toFixed(2)} s`,
    },
    configuration: {
      "Hidden units": configuration.hidden,
      Epochs: configuration.epochs,
      "Batch size": configuration.batchSize,
      Optimizer: "Adam",
      "Learning rate": String(configuration.learningRate),
      Loss: "cross entropy",
      Seed: configuration.seed,
    },
    environment: {
      "Training time": `${seconds.toFixed(2)} s`,
      "Samples a second": Math.round(throughput(record)).toLocaleString("en-US"),
      Kernels: `${environment.simd} SIMD`,
      Threads: environment.threads,
      wasmgrad: environment.wasmgrad,
      Node: environment.node,
      Platform: environment.platform,
    },
    summary,
    history,
    confusion: { counts: confusion },
    mistakes: { size: [SIDE, SIDE], of: samples, samples: wrong },
  });
}

/** Samples trained with in a second, without validation, over all epochs. */
export function throughput({ history }: RunRecord): number {
  return history.length / history.reduce((sum, { samplesPerSecond }) => sum + 1 / samplesPerSecond, 0);
}

/** The samples whose largest logit is not the label's, the surest first. */
function misclassified(test: ArrayDataset, logits: Tensor): Misclassified[] {
  const odds = softmax(logits).data;
  const guesses = argmax(logits, -1).data;
  const found: Misclassified[] = [];
  for (let i = 0; i < test.length; i++) {
    const wanted = test.y.data[i]!;
    const guess = guesses[i]!;
    if (guess === wanted) continue;
    found.push({
      pixels: test.x.data.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE),
      index: i,
      trueClass: String(wanted),
      predictedClass: String(guess),
      probability: odds[i * CLASSES + guess]!,
      trueProbability: odds[i * CLASSES + wanted]!,
    });
  }
  return found.sort((a, b) => b.probability - a.probability);
}
