import { readFileSync } from "node:fs";
import type { Peak } from "../case.ts";
import { type Effort, race } from "../harness.ts";

/** Turns of the loop in one run. */
const TURNS = 20_000;

/** The register peak of a build, measured once to begin with. */
export function loadPeak(build: "plain" | "relaxed", effort: Effort): Peak {
  const module = new WebAssembly.Module(readFileSync(new URL(`./peak-${build}.wasm`, import.meta.url)));
  const exports = new WebAssembly.Instance(module).exports as {
    OPERATIONS: WebAssembly.Global<"i32">;
    peak(n: number): number;
  };
  const run = () => void exports.peak(TURNS);
  const flops = exports.OPERATIONS.value * TURNS;
  return { run, flops, gflops: flops / race({ run }, effort).run.best / 1e6 };
}
