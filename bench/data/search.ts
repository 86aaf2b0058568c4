// `npm run bench:search`: a search over settings by cross-validation, in this thread and in workers, which give the same figures.
//
//   --epochs N   default 100

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, Worker } from "node:worker_threads";
import { digits } from "../../src/data/datasets/index.ts";
import { accuracy, Adam, crossEntropy, gridSearch, Linear, type Module, ReLU, Sequential } from "../../src/index.ts";
import { expose, trainerPool } from "../../src/worker/index.ts";
import { machine } from "../report.ts";

interface Settings {
  readonly hidden: number;
  readonly learningRate: number;
}

const definition = {
  build: ({ hidden }: Settings) => new Sequential(new Linear(64, hidden), new ReLU(), new Linear(hidden, 10)),
  loss: crossEntropy,
  optimizer: (model: Module, { learningRate }: Settings) => new Adam(model, { learningRate }),
  metrics: { accuracy },
};
/** Interleaved, so that a machine that becomes busy slows all ways alike. */
const ROUNDS = 3;

if (isMainThread) await main();
else expose(definition);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { epochs: { type: "string", default: "100" } } });
  const settings = { hidden: [32, 128], learningRate: [1e-3, 3e-3] };
  const plan = {
    settings,
    epochs: Number(values.epochs),
    folds: 3,
    seed: 7,
    monitor: "validation.accuracy",
    mode: "max",
  } as const;
  const worker = (): Worker => new Worker(fileURLToPath(import.meta.url));
  const pools = {
    "1 worker": trainerPool<typeof definition>([worker()]),
    "2 workers": trainerPool<typeof definition>([worker(), worker()]),
  };
  const ways = { "this thread": definition, ...pools };
  console.log(`${machine()}\n\n4 settings, 3 folds, ${plan.epochs} epochs each`);
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  const found = new Set<string>();
  const { train } = digits();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, trainer] of Object.entries(ways)) {
      const start = performance.now();
      const { best } = await gridSearch(trainer, train, plan);
      times.get(name)!.push((performance.now() - start) / 1000);
      found.add(JSON.stringify([best.settings, best.score]));
    }
  }
  await Promise.all(Object.values(pools).map((pool) => pool.terminate()));
  if (found.size > 1) throw new Error(`the ways found different settings: ${[...found].join(" and ")}`);
  for (const [name, seconds] of times) {
    console.log(
      `${name.padEnd(12)} best ${Math.min(...seconds).toFixed(2)} s, all ${seconds.map((s) => s.toFixed(2)).join(", ")}`,
    );
  }
  console.log(`all found ${[...found].join("")}`);
}
