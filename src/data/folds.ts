import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import type { RandomStream } from "../base/philox.ts";
import { labelsOf } from "./collect.ts";
import type { Dataset } from "./dataset.ts";
import { type Groups, indicesByGroup, indicesByValue, range, shuffled } from "./grouping.ts";
import { streamOf } from "./stream.ts";
import { Subset } from "./subset.ts";

/** Options of `kFold` and `stratifiedKFold`. */
export interface FoldOptions {
  /** How many folds; default 5. */
  readonly folds?: number;
  /** Whether samples are dealt out at random; default false, or true if there is a seed. */
  readonly shuffle?: boolean;
  /** Same seed, same folds; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number;
}

/** Options of `groupKFold`. */
export interface GroupFoldOptions {
  /** What each sample belongs to: an entry a sample. */
  readonly groups: Groups;
  /** How many folds; default 5. */
  readonly folds?: number;
}

/** One turn of cross-validation: a fold to validate with, all others to train. Both in the dataset's order, nothing copied. */
export interface FoldParts {
  readonly train: Subset;
  readonly validation: Subset;
}

/**
 * Parts a dataset into folds, so that each sample is validated with once; the first folds are one larger if it does not come out
 * even. Without shuffling, a fold is a run of samples. As scikit-learn's `KFold`.
 *
 *     for (const { train, validation } of kFold(data, { folds: 5, seed: 1 })) …
 *
 * Throws `ValueError` unless folds are from 2 to the number of samples.
 */
export function kFold(dataset: Dataset, options: FoldOptions = {}): FoldParts[] {
  const { folds, random } = checked("kFold", dataset, options);
  const order = random === null ? range(dataset.length) : shuffled(range(dataset.length), random);
  const larger = dataset.length % folds;
  const size = Math.floor(dataset.length / folds);
  const foldOf = new Int32Array(dataset.length);
  const inLarger = larger * (size + 1);
  order.forEach((sample, i) => {
    foldOf[sample] = i < inLarger ? Math.floor(i / (size + 1)) : larger + Math.floor((i - inLarger) / size);
  });
  return foldsOf(dataset, foldOf, folds);
}

/**
 * Folds that have the labels in the proportion of the whole, up to one sample, and differ in size by at most one. As scikit-learn's
 * `StratifiedKFold`, but a label with fewer samples than there are folds, of which that warns, is an error.
 *
 * Throws `ValueError` for such a label, for a number of folds that does not work, and unless targets are single int32 numbers.
 */
export function stratifiedKFold(dataset: Dataset, options: FoldOptions = {}): FoldParts[] {
  const { folds, random } = checked("stratifiedKFold", dataset, options);
  const labels = labelsOf("stratifiedKFold", dataset);
  // In the order in which labels first occur: every folds-th sample of all, sorted so, belongs to the same fold.
  const strata = indicesByValue(labels).sort(([a], [b]) => a! - b!);
  const foldOf = new Int32Array(dataset.length);
  let passed = 0;
  for (const samples of strata) {
    if (samples.length < folds) {
      throw new ValueError(
        `stratifiedKFold: label ${labels[samples[0]!]} has ${samples.length} samples, expected at least ${folds}, one a fold; use fewer folds, or kFold`,
      );
    }
    const dealt = samples.map((_, i) => (passed + i) % folds).sort((a, b) => a - b);
    passed += samples.length;
    const order = random === null ? dealt : shuffled(dealt, random);
    samples.forEach((sample, i) => (foldOf[sample] = order[i]!));
  }
  return foldsOf(dataset, foldOf, folds);
}

/**
 * Folds that keep all samples of a group together, about equal in size: the largest groups come first, each to the fold with the
 * fewest samples. As scikit-learn's `GroupKFold`.
 *
 * Throws `ValueError` unless folds are from 2 to the number of groups, `ShapeError` unless there is one entry of `groups` a sample.
 */
export function groupKFold(dataset: Dataset, { groups, folds = 5 }: GroupFoldOptions): FoldParts[] {
  const members = indicesByGroup("groupKFold", groups, dataset.length);
  checkFolds("groupKFold", folds, members.length, "groups");
  // Of equal groups the last comes first, as in scikit-learn.
  const bySize = members.sort((a, b) => a.length - b.length).reverse();
  const sizes = new Float64Array(folds);
  const foldOf = new Int32Array(dataset.length);
  for (const samples of bySize) {
    const lightest = sizes.indexOf(Math.min(...sizes));
    sizes[lightest]! += samples.length;
    for (const sample of samples) foldOf[sample] = lightest;
  }
  return foldsOf(dataset, foldOf, folds);
}

function checked(
  op: string,
  dataset: Dataset,
  { folds = 5, seed, shuffle = seed !== undefined }: FoldOptions,
): { readonly folds: number; readonly random: RandomStream | null } {
  checkFolds(op, folds, dataset.length, "samples");
  return { folds, random: shuffle ? streamOf(seed) : null };
}

function checkFolds(op: string, folds: number, most: number, of: string): void {
  const isValid = Number.isInteger(folds) && folds >= 2 && folds <= most;
  checkValue(op, "folds", folds, isValid, `a whole number from 2 to ${most}, the number of ${of}`);
}

function foldsOf(dataset: Dataset, foldOf: Int32Array, folds: number): FoldParts[] {
  const samples = range(dataset.length);
  return Array.from({ length: folds }, (_, fold) => ({
    train: new Subset(
      dataset,
      samples.filter((i) => foldOf[i] !== fold),
    ),
    validation: new Subset(
      dataset,
      samples.filter((i) => foldOf[i] === fold),
    ),
  }));
}
