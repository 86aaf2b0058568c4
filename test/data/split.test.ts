import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { batches } from "../../src/data/batches.ts";
import { collect } from "../../src/data/collect.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { split } from "../../src/data/split.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { randperm } from "../../src/tensor/random.ts";

/** Samples whose input is their index, with these labels. */
function labelled(labels: readonly number[]): ArrayDataset {
  return new ArrayDataset(
    labels.map((_, i) => i),
    Int32Array.from(labels),
  );
}

const inputs = (data: Dataset) => Array.from(collect(data).x.data);
const labels = (data: Dataset) => Array.from(collect(data).y.data);
const count = (values: readonly number[], value: number) => values.filter((v) => v === value).length;
const many = (n: number) => labelled(Array.from({ length: n }, (_, i) => (i * i) % 7));

describe("split", () => {
  test("takes every sample into exactly one part, with its label, in random order", () => {
    const all = many(101);
    const { train, test: held, validation } = split(all, { test: 20, validation: 0.1, seed: 1 });
    expect([train.length, held.length, validation.length]).toEqual([70, 20, 11]);
    const seen = [train, held, validation].flatMap(inputs);
    expect(seen.slice(0, 70)).not.toEqual(seen.slice(0, 70).sort((a, b) => a - b));
    expect(seen.sort((a, b) => a - b)).toEqual(inputs(all));
    for (const part of [train, held, validation]) {
      expect(labels(part)).toEqual(inputs(part).map((x) => (x * x) % 7));
    }
  });

  test("rounds shares up, but not by an error of rounding", () => {
    expect(split(many(1797), { test: 0.2, seed: 1 }).test.length).toBe(360);
    expect(split(many(100), { test: 0.07, seed: 1 }).test.length).toBe(7);
    expect(split(many(10), { test: 0.01, seed: 1 }).test.length).toBe(1);
  });

  test("gives each part of each label its share, rounded up or down", () => {
    // Labels of very different frequency, single ones, and not in order.
    const sizes = [1, 50, 2, 333, 7, 1, 100, 3];
    const all = labelled(sizes.flatMap((n, label) => Array<number>(n).fill(label - 3)).sort((a, b) => a ** 2 - b ** 2));
    for (let seed = 0; seed < 50; seed++) {
      const wanted = 1 + ((seed * 37) % 300);
      const parts = split(all, { test: wanted, validation: 100, stratify: true, seed });
      expect(parts.test.length).toBe(wanted);
      sizes.forEach((n, i) => {
        const inTest = count(labels(parts.test), i - 3);
        expect(Math.abs(inTest - (n * wanted) / all.length)).toBeLessThan(1);
        const share = 100 / (all.length - wanted);
        expect(Math.abs(count(labels(parts.validation), i - 3) - (n - inTest) * share)).toBeLessThan(1);
      });
    }
  });

  test("mixes labels within a stratified part", () => {
    const { train } = split(labelled(Array.from({ length: 200 }, (_, i) => Math.floor(i / 100))), {
      test: 0.5,
      stratify: true,
      seed: 3,
    });
    expect(count(labels(train).slice(0, 50), 0)).toBeGreaterThan(10);
    expect(count(labels(train).slice(0, 50), 0)).toBeLessThan(40);
  });

  test("draws every sample equally often", () => {
    const times = new Float64Array(12);
    for (let seed = 0; seed < 600; seed++) {
      const all = labelled([0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3]);
      for (const x of inputs(split(all, { test: 3, stratify: true, seed }).test)) times[x]!++;
    }
    // Expected 150 each, standard deviation about 11.
    expect(Math.min(...times)).toBeGreaterThan(100);
    expect(Math.max(...times)).toBeLessThan(200);
  });

  test("repeats itself for a seed, and follows manualSeed without one", () => {
    const part = (seed?: number) => inputs(split(many(50), seed === undefined ? { test: 9 } : { test: 9, seed }).test);
    expect(part(5)).toEqual(part(5));
    expect(part(5)).not.toEqual(part(6));
    manualSeed(1);
    const first = part();
    expect(part()).not.toEqual(first);
    manualSeed(1);
    expect(part()).toEqual(first);
  });

  test("keeps groups together, and takes shares of them", () => {
    const groups = Array.from({ length: 60 }, (_, i) => `patient ${(i * i) % 11}`);
    const of = (part: Dataset) => new Set(inputs(part).map((i) => groups[i]));
    const names = new Set(groups);
    const { train, test: held, validation } = split(many(60), { test: 0.3, validation: 1, groups, seed: 3 });
    expect([of(held).size, of(validation).size, of(train).size]).toEqual([2, 1, names.size - 3]);
    expect(new Set([train, held, validation].flatMap((part) => [...of(part)]))).toEqual(names);
    expect([train, held, validation].flatMap(inputs).sort((a, b) => a - b)).toEqual(inputs(many(60)));
    const call = (rest: object) => () => split(many(60), { test: 1, groups, ...rest });
    expect(call({ stratify: true })).toThrow("split: stratify and groups are given, expected one of them");
    expect(call({ groups: [1] })).toThrow("split: groups hold 1 entries, expected 60");
    expect(call({ test: names.size })).toThrow(`take ${names.size} of ${names.size} groups`);
  });

  test("shares no random words with the default generator", () => {
    manualSeed(5);
    const drawn = Array.from(randperm(50).data);
    for (const [x] of batches(many(50), 50, { seed: 5 })) expect(Array.from(x.data)).not.toEqual(drawn);
    expect(Array.from(new RandomStream(5).permutation(50))).toEqual(drawn);
  });

  test("refuses sizes and targets that do not work", () => {
    const all = many(10);
    const floats = new ArrayDataset([1, 2, 3], [1, 2, 3]);
    const cases: [() => unknown, string][] = [
      [() => split(all, {}), "split: test and validation are 0, expected one of them larger"],
      [() => split(all, { test: 10 }), "split: test and validation take 10 of 10 samples, expected at least one left"],
      [() => split(all, { test: 5, validation: 0.5 }), "take 10 of 10 samples"],
      [() => split(all, { test: 1.5 }), "split: test is 1.5, expected a share between 0 and 1, or a whole number"],
      [() => split(all, { test: -1 }), "split: test is -1"],
      [() => split(all, { validation: Number.NaN }), "split: validation is NaN"],
      [() => split(all, { test: 1, seed: -1 }), "seed is -1"],
      [() => split(floats, { test: 1, stratify: true }), "split: targets are float32 [], expected one int32 label"],
      [() => split(new ArrayDataset([], []), { test: 1 }), "take 1 of 0 samples"],
    ];
    for (const [call, message] of cases) {
      expect(call).toThrow(ValueError);
      expect(call).toThrow(message);
    }
  });
});
