import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { paceSettings } from "../../src/wasm/pace.ts";
import type { Effort } from "../harness.ts";
import { STEPS } from "./cases.ts";
import { atLeast, atMost, type Figure, time } from "./figure.ts";
import { takeTurns } from "./turns.ts";

/** What two threads must gain, on quiet cores. */
const GAINS: Readonly<Record<string, number>> = {
  "matmul 1024³": 1.8,
  "mlp 784-256-128-10 b256 sgd": 1.7,
  "cnn c32k3s-c64k3s-128-10 b32 adam": 1.6,
};

/** All threads against one, where that should pay: the best runs, every list on all threads. */
export function threadsAgainstOne(only: string, effort: Effort): Figure[] {
  return Object.entries(GAINS).flatMap(([name, least]) => {
    if (!name.includes(only)) return [];
    const { compiled, dispose } = STEPS[name]!();
    const { alone, all } = takeTurns({ alone: on("alone", compiled), all: on("all", compiled) }, effort);
    dispose();
    return atLeast(least, {
      name: `${name}: one thread / two`,
      value: alone.best / all.best,
      unit: "×",
      detail: `one ${time(alone.best)}, two ${time(all.best)}; on average ${(alone.average / all.average).toFixed(2)} ×`,
    });
  });
}

/**
 * What an engine with threads takes for each step, compiled and not, as a part of what it takes on one: the clock decides how a
 * list runs. `busy`: while other processes hold all cores but one.
 */
export function threadsNeverSlower(only: string, busy: boolean, effort: Effort): Figure[] {
  const others = busy ? holdCores(Math.max(1, availableParallelism() - 1)) : null;
  try {
    return Object.entries(STEPS).flatMap(([name, make]) => {
      if (!name.includes(only)) return [];
      const { dispose, ...ways } = make();
      const figures = Object.entries(ways).map(([way, run]) => {
        const { alone, paced } = takeTurns({ alone: on("alone", run), paced: on(null, run) }, effort);
        return atMost(1.05, {
          name: `${name}, ${way}${busy ? ", busy cores" : ""}: two threads / one`,
          value: paced.average / alone.average,
          unit: "×",
          detail: `one ${time(alone.average)}, two ${time(paced.average)} on average`,
        });
      });
      dispose();
      return figures;
    });
  } finally {
    others?.();
  }
}

function on(always: "alone" | "all" | null, run: () => void): () => void {
  return () => {
    paceSettings.always = always;
    run();
    paceSettings.always = null;
  };
}

/** Keeps `count` cores busy for at most two minutes; answers what ends that. */
function holdCores(count: number): () => void {
  const program = "const end = Date.now() + 120_000; while (Date.now() < end);";
  const processes = Array.from({ length: count }, () => spawn(process.execPath, ["-e", program], { stdio: "ignore" }));
  return () => processes.forEach((child) => child.kill());
}
