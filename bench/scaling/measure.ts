import { init } from "../../src/wasm/init.ts";
import { paceSettings } from "../../src/wasm/pace.ts";
import type { Effort } from "../harness.ts";
import { mlp } from "../networks.ts";
import { product, trainingOf, type Work } from "../steps/cases.ts";
import { Training } from "../steps/training.ts";
import { takeTurns } from "../steps/turns.ts";
import { verified } from "../steps/verify.ts";
import { fitPowerLaw, type Point, type PowerLaw } from "./power-law.ts";
import type { Sweep } from "./sweeps.ts";

/** What one line of a chart shows. */
export interface Series {
  readonly name: string;
  /** Milliseconds, the best of many runs. */
  readonly points: readonly Point[];
  /** Over all points, and over the upper half of them, where fixed costs weigh less. */
  readonly law: PowerLaw;
  readonly upperLaw: PowerLaw;
}

/** A way to run a step. */
interface Way {
  readonly name: string;
  readonly run: (training: Training) => void;
}

/** The ways to run a step on an engine of `threads` threads. */
function waysOf(threads: number): Way[] {
  const compiled = (name: string, always: "alone" | "all"): Way => ({
    name,
    run: (training) => {
      paceSettings.always = always;
      training.run();
    },
  });
  const ways: Way[] = [
    {
      name: "eager, 1 thread",
      run: (training) => {
        paceSettings.always = "alone";
        training.eager();
      },
    },
    compiled("compiled, 1 thread", "alone"),
  ];
  return threads === 1 ? ways : [...ways, compiled(`compiled, ${threads} threads`, "all")];
}

/** Verifies and times the steps of a sweep in every way. */
export function measureSweep({ values, options }: Sweep, threads: number, effort: Effort): Series[] {
  const ways = waysOf(threads);
  const best = values.map((value) => {
    const training = new Training(options(value), verified(options(value)));
    try {
      const times = takeTurns(Object.fromEntries(ways.map(({ name, run }) => [name, () => run(training)])), effort);
      return ways.map(({ name }) => times[name]!.best);
    } finally {
      paceSettings.always = null;
      training.dispose();
    }
  });
  return ways.map(({ name }, i) =>
    fitted(
      name,
      values.map((x, at) => ({ x, y: best[at]![i]! })),
    ),
  );
}

/** Times the same work on different numbers of threads, every list on all of them. Leaves the last number behind. */
export async function measureThreads(counts: readonly number[], effort: Effort): Promise<Series[]> {
  const works: Record<string, () => Work> = {
    ...Object.fromEntries([64, 256].map((batch) => [`mlp, batch ${batch}`, () => trainingOf(mlp(batch, "sgd"))])),
    "matmul 1024³": product,
  };
  const points = new Map(Object.keys(works).map((name) => [name, [] as Point[]]));
  for (const threads of counts) {
    await init({ threads });
    for (const [name, make] of Object.entries(works)) {
      const { compiled, dispose } = make();
      paceSettings.always = "all";
      points.get(name)!.push({ x: threads, y: takeTurns({ compiled }, effort).compiled.best });
      paceSettings.always = null;
      dispose();
    }
  }
  return [...points].map(([name, own]) => fitted(name, own));
}

function fitted(name: string, points: readonly Point[]): Series {
  return {
    name,
    points,
    law: fitPowerLaw(points),
    upperLaw: fitPowerLaw(points.slice(-Math.max(2, Math.ceil(points.length / 2)))),
  };
}
