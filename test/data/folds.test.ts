import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { collect } from "../../src/data/collect.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { type FoldParts, groupKFold, kFold, stratifiedKFold } from "../../src/data/folds.ts";
import { manualSeed } from "../../src/tensor/generator.ts";

/** Samples whose input is their index, with these labels. */
function labelled(labels: readonly number[]): ArrayDataset {
  return new ArrayDataset(
    labels.map((_, i) => i),
    Int32Array.from(labels),
  );
}

const inputs = (data: Dataset) => Array.from(collect(data).x.data);
const validated = (folds: readonly FoldParts[]) => folds.map(({ validation }) => inputs(validation));
const many = (n: number) => labelled(Array.from({ length: n }, (_, i) => (i * i) % 7));
const labels = [2, 0, 1, 1, 2, 0, 0, 0, 1, 2, 2, 0, 1, 0, 2, 1, 0];
const groups = [3, 3, 1, 1, 1, 2, 5, 5, 5, 5, 4, 4, 2, 6, 6, 6, 3, 7];

/** Fails unless every sample is validated with once, and trained with in all other folds. */
function expectPartition(folds: readonly FoldParts[], samples: number): void {
  const all = Array.from({ length: samples }, (_, i) => i);
  expect(
    validated(folds)
      .flat()
      .sort((a, b) => a - b),
  ).toEqual(all);
  for (const { train, validation } of folds) {
    const held = new Set(inputs(validation));
    expect(inputs(train)).toEqual(all.filter((i) => !held.has(i)));
  }
}

// The expected folds are those of sklearn.model_selection, version 1.2.1.
describe("kFold", () => {
  test("has scikit-learn's folds: runs of samples, the first ones larger", () => {
    const folds = kFold(many(11), { folds: 4 });
    expect(validated(folds)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
      [9, 10],
    ]);
    expectPartition(folds, 11);
    expect(kFold(many(10))).toHaveLength(5);
  });

  test("deals samples out at random if asked, or given a seed", () => {
    const folds = kFold(many(103), { folds: 5, seed: 1 });
    expectPartition(folds, 103);
    expect(folds.map(({ validation }) => validation.length)).toEqual([21, 21, 21, 20, 20]);
    expect(validated(folds)).not.toEqual(validated(kFold(many(103), { folds: 5 })));
    expect(validated(folds)).toEqual(validated(kFold(many(103), { folds: 5, seed: 1 })));
    expect(validated(folds)).not.toEqual(validated(kFold(many(103), { folds: 5, seed: 2 })));
    expect(validated(kFold(many(20), { seed: 1, shuffle: false }))).toEqual(validated(kFold(many(20))));
    manualSeed(1);
    const first = validated(kFold(many(50), { shuffle: true }));
    expect(validated(kFold(many(50), { shuffle: true }))).not.toEqual(first);
    manualSeed(1);
    expect(validated(kFold(many(50), { shuffle: true }))).toEqual(first);
  });
});

describe("stratifiedKFold", () => {
  test("has scikit-learn's folds", () => {
    expect(validated(stratifiedKFold(labelled(labels), { folds: 3 }))).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 12],
      [11, 13, 14, 15, 16],
    ]);
    expect(validated(stratifiedKFold(labelled(labels), { folds: 4 }))).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 8, 9],
      [7, 10, 11, 12],
      [13, 14, 15, 16],
    ]);
  });

  test("has every label in proportion, also at random", () => {
    const all = labelled(Array.from({ length: 200 }, (_, i) => Math.floor(Math.sqrt(i)) % 5));
    const folds = stratifiedKFold(all, { folds: 7, seed: 4 });
    expectPartition(folds, 200);
    for (const { validation } of folds) {
      for (let label = 0; label < 5; label++) {
        const share = all.y.data.filter((y) => y === label).length / 7;
        expect(Math.abs(collect(validation).y.data.filter((y) => y === label).length - share)).toBeLessThan(1);
      }
      expect(Math.abs(validation.length - 200 / 7)).toBeLessThan(1);
    }
    expect(validated(folds)).not.toEqual(validated(stratifiedKFold(all, { folds: 7, seed: 5 })));
  });
});

describe("groupKFold", () => {
  test("has scikit-learn's folds, for numbers and for names", () => {
    const expected = [
      [6, 7, 8, 9],
      [10, 11, 13, 14, 15],
      [0, 1, 5, 12, 16],
      [2, 3, 4, 17],
    ];
    expect(validated(groupKFold(many(18), { groups, folds: 4 }))).toEqual(expected);
    expect(validated(groupKFold(many(18), { groups: groups.map((g) => `g${g}`), folds: 4 }))).toEqual(expected);
    const folds = groupKFold(many(18), { groups: Int32Array.from(groups), folds: 3 });
    expect(validated(folds)).toEqual([
      [5, 6, 7, 8, 9, 12],
      [2, 3, 4, 13, 14, 15],
      [0, 1, 10, 11, 16, 17],
    ]);
    expectPartition(folds, 18);
  });
});

test("folds that do not work are refused", () => {
  const all = labelled(labels);
  const cases: [() => unknown, string][] = [
    [() => kFold(all, { folds: 1 }), "kFold: folds is 1, expected a whole number from 2 to 17, the number of samples"],
    [() => kFold(all, { folds: 18 }), "kFold: folds is 18"],
    [() => kFold(all, { folds: 2.5 }), "kFold: folds is 2.5"],
    [() => kFold(new ArrayDataset([], [])), "folds is 5, expected a whole number from 2 to 0"],
    [
      () => stratifiedKFold(all, { folds: 6 }),
      "stratifiedKFold: label 2 has 5 samples, expected at least 6, one a fold; use fewer folds, or kFold",
    ],
    [() => stratifiedKFold(new ArrayDataset([1, 2], [1, 2]), { folds: 2 }), "stratifiedKFold: targets are float32 []"],
    [
      () => groupKFold(many(18), { groups, folds: 8 }),
      "groupKFold: folds is 8, expected a whole number from 2 to 7, the number of groups",
    ],
  ];
  for (const [call, message] of cases) {
    expect(call).toThrow(ValueError);
    expect(call).toThrow(message);
  }
  const wrong = () => groupKFold(all, { groups });
  expect(wrong).toThrow(ShapeError);
  expect(wrong).toThrow("groupKFold: groups hold 18 entries, expected 17, one a sample");
});
