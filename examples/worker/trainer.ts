// Runs in the worker: the model, its loss, its optimizer.

import { accuracy, Adam, crossEntropy, Linear, manualSeed, ReLU, Sequential } from "wasmgrad";
import { expose } from "wasmgrad/worker";

/** What the page chooses. */
interface Settings {
  readonly hidden: number;
}

export const digitsTrainer = expose({
  build: ({ hidden }: Settings) => {
    manualSeed(7);
    return new Sequential(new Linear(64, hidden), new ReLU(), new Linear(hidden, 10));
  },
  loss: crossEntropy,
  optimizer: (model) => new Adam(model, { learningRate: 1e-3 }),
  metrics: { accuracy },
  engine: { threads: "auto" },
});
