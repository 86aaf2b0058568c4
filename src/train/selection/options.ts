import { checkWhole } from "../../base/philox.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { FoldParts } from "../../data/folds.ts";
import { streamOf } from "../../data/stream.ts";
import { checkSamples } from "../check.ts";
import { foldSamplesOf } from "./fold-samples.ts";
import type { FoldSamples } from "./run-trials.ts";
import type { FoldFitOptions } from "./train-fold.ts";

/** Options of all functions of selection; those of `fit` among them go before those that the trainer decides. */
export interface SelectionOptions extends FoldFitOptions {
  /**
   * What to train and validate with in turn: what `kFold`, `stratifiedKFold` or `groupKFold` made of the data, or a number of folds,
   * which are dealt out at random, and stratified if targets are labels. Default 5.
   */
  readonly folds?: number | readonly FoldParts[];
  /** Same seed, same figures, whatever the number of workers; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number | undefined;
  /** Ends the work after the batch at hand; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** `settings`, which may be left out if a trainer wants none. */
export type Given<S> = undefined extends S ? { readonly settings?: S } : { readonly settings: S };

/** What functions of selection make of their options. */
export interface Prepared {
  readonly folds: readonly FoldSamples[];
  readonly trials: { readonly fit: FoldFitOptions; readonly seed: number; readonly signal: AbortSignal | undefined };
}

/** Checks data and options. Throws `ValueError` for data without samples, and for folds that cannot be used. */
export function prepared(op: string, data: Dataset, options: SelectionOptions): Prepared {
  checkSamples(op, "data", data);
  const { folds = 5, seed = streamOf().uint32(), signal, epochs, batchSize, shuffle, compile } = options;
  checkWhole(op, "seed", seed);
  const given = Object.entries({ epochs, batchSize, shuffle, compile }).filter(([, value]) => value !== undefined);
  const fit = Object.fromEntries(given) as FoldFitOptions;
  return { folds: foldSamplesOf(op, data, folds, seed), trials: { fit, seed, signal } };
}
