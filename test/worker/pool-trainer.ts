// What the tests of pools run in workers: the network of selection, and ways to go wrong.

import { workerData } from "node:worker_threads";
import { expose } from "../../src/worker/index.ts";
import { definition, type Settings } from "../helpers/selection.ts";

/** What the tests ask of a worker. */
export interface Way {
  /** At which of its folds it ends; default never. */
  readonly dies?: number;
  readonly threads?: number;
}

/** The setting that ends whatever worker tries it. */
export const POISON = 13;

const { dies = Infinity, threads = 1 } = (workerData ?? {}) as Way;
let folds = 0;

export const poolTrainer = expose({
  ...definition,
  build(settings: Settings) {
    if (settings.hidden === POISON || ++folds >= dies) process.exit(3);
    return definition.build(settings);
  },
  engine: { threads },
});
