// Runs in a worker of the page: the network of work.ts, on as many threads as the worker is named after.

import { accuracy, crossEntropy } from "wasmgrad";
import { expose } from "wasmgrad/worker";
import { network, optimizerFor } from "./work.ts";

// As a module that loads something first: what a page sends meanwhile is lost.
await new Promise((resolve) => setTimeout(resolve, 50));

export const networkTrainer = expose({
  build: network,
  loss: crossEntropy,
  optimizer: optimizerFor,
  metrics: { accuracy },
  engine: { simd: "plain", threads: Number(self.name) },
});

addEventListener("message", ({ data }) => {
  if (data === "throw") throw new Error("nobody catches this");
});
