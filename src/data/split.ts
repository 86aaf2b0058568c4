import { ValueError } from "../base/errors.ts";
import type { RandomStream } from "../base/philox.ts";
import { labelsOf } from "./collect.ts";
import type { Dataset } from "./dataset.ts";
import { type Groups, indicesByGroup, indicesByValue, range, shuffled } from "./grouping.ts";
import { partSize } from "./part-size.ts";
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
  /** Keeps samples of one group in one part: an entry a sample. Shares and numbers are then of groups. Default none. */
  readonly groups?: Groups;
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
 * validation part likewise of what the test part has left. Throws `ValueError` for sizes that leave nothing to train with,
 * if labels are wanted but targets are not single int32 numbers, and for groups that are to be stratified.
 */
export function split(dataset: Dataset, options: SplitOptions): Split {
  return splitBy(streamOf(options.seed), dataset, options);
}

/** As `split`, drawn from `random`. */
export function splitBy(
  random: RandomStream,
  dataset: Dataset,
  { test = 0, validation = 0, stratify = false, groups }: SplitOptions,
): Split {
  if (stratify && groups !== undefined) {
    throw new ValueError("split: stratify and groups are given, expected one of them");
  }
  const members = groups === undefined ? null : indicesByGroup("split", groups, dataset.length);
  const [length, what] = members === null ? [dataset.length, "samples"] : [members.length, "groups"];
  const sizes = {
    test: partSize("split", "test", test, length, what),
    validation: partSize("split", "validation", validation, length, what),
  };
  const train = length - sizes.test - sizes.validation;
  if (train === length) throw new ValueError("split: test and validation are 0, expected one of them larger");
  if (train < 1) {
    throw new ValueError(
      `split: test and validation take ${length - train} of ${length} ${what}, expected at least one left`,
    );
  }
  let strata = (stratify ? indicesByValue(labelsOf("split", dataset)) : [range(length)]).map((s) =>
    shuffled(s, random),
  );
  const take = (count: number): Dataset => {
    const [taken, left] = draw(strata, count, random);
    strata = left;
    const units = taken.flat();
    const samples = members === null ? units : units.flatMap((unit) => members[unit]!);
    return new Subset(dataset, shuffled(samples, random));
  };
  return { test: take(sizes.test), validation: take(sizes.validation), train: take(train) };
}

/**
 * `count` entries from the beginnings of the strata, from each its share rounded up or down: every (total / count)-th
 * entry of the strata in a row, from a random start. Integers throughout, so that the counts are exact.
 */
function draw(strata: readonly number[][], count: number, random: RandomStream): [taken: number[][], left: number[][]] {
  const total = strata.reduce((sum, s) => sum + s.length, 0);
  let passed = total === 0 ? 0 : random.integer(total);
  const takes = strata.map((s) => {
    const before = Math.floor(passed / total);
    passed += s.length * count;
    return Math.floor(passed / total) - before;
  });
  return [strata.map((s, i) => s.slice(0, takes[i])), strata.map((s, i) => s.slice(takes[i]))];
}
