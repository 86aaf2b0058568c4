// What the tests run in a worker: the network of the helpers, and ways to go wrong.

import { parentPort, workerData } from "node:worker_threads";
import { type Callback, crossEntropy, Linear, type Module, accuracy, Adam } from "../../src/index.ts";
import { expose } from "../../src/worker/index.ts";
import { network } from "../helpers/training.ts";

/** What the tests ask of the model. */
export interface Settings {
  readonly learningRate: number;
  readonly batchSize?: number;
  readonly build?: "throws" | "overflows" | "nothing" | "weights";
}

/** What the tests ask of the worker. */
export interface Way {
  /** Milliseconds before it calls `expose`. */
  readonly late?: number;
  readonly threads?: number;
  /** Ends its process in the middle of training. */
  readonly dies?: boolean;
}

class OwnError extends Error {
  override name = "OwnError";
}

const { late = 0, threads = 1, dies = false } = (workerData ?? {}) as Way;
await new Promise((resolve) => setTimeout(resolve, late));

const ends: Callback = { onEpochEnd: () => (dies ? process.exit(3) : undefined) };

export const testTrainer = expose({
  build: ({ build }: Settings): Module => {
    if (build === "throws") throw new OwnError("build: it cannot be built");
    if (build === "overflows") throw new RangeError("build: too large");
    if (build === "nothing") return undefined as unknown as Module;
    return build === "weights" ? new Linear(2, 2) : network();
  },
  loss: crossEntropy,
  optimizer: (model, { learningRate }) => new Adam(model, { learningRate }),
  metrics: { accuracy },
  callbacks: (_, settings) => (settings.batchSize === 1 ? [] : [ends]),
  fitOptions: ({ batchSize }) => (batchSize === undefined ? {} : { batchSize }),
  engine: { threads },
});

parentPort!.on("message", (message: unknown) => {
  if (message === "ping") parentPort!.postMessage("pong");
});
