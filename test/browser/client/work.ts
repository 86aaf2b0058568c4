// What is computed alike in Node, in a page and in a worker, as numbers to compare.

import {
  accuracy,
  Adam,
  clone,
  crossValidate,
  crossEntropy,
  exp,
  fit,
  Linear,
  logSoftmax,
  manualSeed,
  matmul,
  type Module,
  randn,
  ReLU,
  scope,
  Sequential,
  sum,
  tanh,
  type Tensor,
  type Trainer,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";

export const EPOCHS = 5;
export const BATCH = 128;
export const SEED = 5;

export const { train, test } = digits();

export function network(): Sequential {
  manualSeed(7);
  return new Sequential(new Linear(64, 256), new ReLU(), new Linear(256, 10));
}

export const optimizerFor = (model: Module): Adam => new Adam(model, { learningRate: 1e-3 });

/** What is trained in this thread, or in a worker. */
export const definition = { build: network, loss: crossEntropy, optimizer: optimizerFor, metrics: { accuracy } };

/** The figures of a cross-validation. */
export async function validated(trainer: Trainer<typeof definition.metrics, undefined>) {
  const { mean, deviation } = await crossValidate(trainer, test, { folds: 3, epochs: 2, seed: SEED });
  return { mean, deviation };
}

/** One word that tells numbers apart to the bit: FNV-1a. */
export function digest(bytes: ArrayBuffer): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(bytes)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** A training run: the loss of each batch, and the figures after it. */
export async function training() {
  const model = network();
  const losses: number[] = [];
  const history = await fit(model, train, {
    loss: crossEntropy,
    optimizer: optimizerFor(model),
    epochs: EPOCHS,
    batchSize: BATCH,
    seed: SEED,
    validation: test,
    metrics: { accuracy },
    callbacks: [{ onBatchEnd: ({ loss }) => void losses.push(loss) }],
  });
  const weights = [...model.parameters()].map((p) => digest(p.data.buffer));
  return { losses, weights, accuracy: history.at(-1)!.validation!.metrics.accuracy };
}

/** Products, functions and sums. The first takes long enough, often enough, to be tried on all threads. */
export function ops(): Record<string, number> {
  const results: Record<string, number> = {};
  const note = (name: string, f: () => Tensor): void => {
    results[name] = scope(() => digest(f().data.buffer));
  };
  manualSeed(1);
  using a = randn([512, 500]);
  using b = randn([500, 513]);
  for (let i = 0; i < 12; i++) note("matmul", () => matmul(a, b));
  note("randn", () => clone(a));
  note("exp", () => exp(a));
  note("tanh", () => tanh(a));
  note("logSoftmax", () => logSoftmax(a));
  note("sum", () => sum(matmul(a, b), 0));
  return results;
}
