// Runs in a worker of the page: the network of work.ts, on as many threads as the worker is named after.

import { expose } from "wasmgrad/worker";
import { definition } from "./work.ts";

// As a module that loads something first: what a page sends meanwhile is lost.
await new Promise((resolve) => setTimeout(resolve, 50));

export const networkTrainer = expose({
  ...definition,
  engine: { simd: "plain", threads: Number(self.name) },
});

addEventListener("message", ({ data }) => {
  if (data === "throw") throw new Error("nobody catches this");
});
