import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import type { RandomStream } from "../base/philox.ts";
import { labelsOf } from "./collect.ts";
import type { Dataset } from "./dataset.ts";
import { streamOf } from "./stream.ts";
import { Subset } from "./subset.ts";

/** Options of `split`: at least one of `test` and `validation`. */
export interface SplitOptions {
  /** Samples of the test part: a share between 0 and 1, rounded up, or a number of them; default 0. */
  readonly test?: number;
  /** Samples of the validation part, likewise; default 0. */
  readonly validation?: number;
  /** Whether every part has the labels in the proportion of the whole; default false. */
  readonly stratify?: boolean;
  /** Same seed, same parts; default drawn from the default generator, which `manualSeed` sets. */
  readonly seed?: number;
}

/** The parts of a dataset, each in random order; those that were not asked for are empty. Nothing is copied. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly validation: Dataset;
}

/**
 * Parts of a dataset, drawn at random without repetition; `train` is what remains.
 *
 * Stratified, the test part has of each label as many samples as its share of the whole, rounded up or down, and the
 * validation part likewise of what the test part has left. Throws `ValueError` for sizes that leave nothing to train with, and
 * if labels are wanted but targets are not single int32 numbers.
 */
export function split(dataset: Dataset, { test = 0, validation = 0, stratify = false, seed }: SplitOptions): Split {
  const random = streamOf(seed);
  const sizes = { test: countOf("test", test, dataset), validation: countOf("validation", validation, dataset) };
  const train = dataset.length - sizes.test - sizes.validation;
  if (train === dataset.length) throw new ValueError("split: test and validation are 0, expected one of them larger");
  if (train < 1) {
    throw new ValueError(
      `split: test and validation take ${dataset.length - train} of ${dataset.length} samples, expected at least one left`,
    );
  }
  let groups = (stratify ? byLabel(labelsOf("split", dataset)) : [range(dataset.length)]).map((g) =>
    shuffled(g, random),
  );
  const take = (count: number): Dataset => {
    const [taken, left] = draw(groups, count, random);
    groups = left;
    return new Subset(dataset, shuffled(taken.flat(), random));
  };
  return { test: take(sizes.test), validation: take(sizes.validation), train: take(train) };
}

function countOf(name: string, size: number, { length }: Dataset): number {
  const isShare = size > 0 && size < 1;
  const isValid = isShare || (Number.isInteger(size) && size >= 0);
  checkValue("split", name, size, isValid, "a share between 0 and 1, or a whole number of samples");
  // A share that is meant to be whole, such as 0.07 of 100, may come out larger by rounding.
  return isShare ? Math.ceil(size * length - 1e-9) : size;
}

/**
 * `count` entries from the beginnings of the groups, from each its share rounded up or down: every (total / count)-th
 * entry of the groups in a row, from a random start. Integers throughout, so that the counts are exact.
 */
function draw(groups: readonly number[][], count: number, random: RandomStream): [taken: number[][], left: number[][]] {
  const total = groups.reduce((sum, g) => sum + g.length, 0);
  let passed = total === 0 ? 0 : random.integer(total);
  const takes = groups.map((g) => {
    const before = Math.floor(passed / total);
    passed += g.length * count;
    return Math.floor(passed / total) - before;
  });
  return [groups.map((g, i) => g.slice(0, takes[i])), groups.map((g, i) => g.slice(takes[i]))];
}

function byLabel(labels: Int32Array): number[][] {
  const groups = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [i]);
    else group.push(i);
  });
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function shuffled(values: readonly number[], random: RandomStream): number[] {
  return Array.from(random.permutation(values.length), (i) => values[i]!);
}
