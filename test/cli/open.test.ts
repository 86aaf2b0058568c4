import { describe, expect, test } from "vitest";
import { misclassified } from "../../src/cli/mistakes.ts";
import type { Division, Material } from "../../src/cli/data/material.ts";
import { openAgain } from "../../src/cli/data/open.ts";
import { collect } from "../../src/data/collect.ts";
import { ArrayDataset, type Dataset } from "../../src/data/index.ts";
import { wine } from "../../src/data/datasets/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { openFor } from "../helpers/job.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const NAMES = ["a", "b", "kind"];
/** 90 of one kind, 10 of another. */
const ROWS = Array.from({ length: 100 }, (_, i) => [(i * i) % 31, i % 7, i % 10 === 4 ? "rare" : "common"]);

/** Mean of each number of the inputs. */
function means(data: Dataset): number[] {
  const { x, length } = collect(data);
  const D = x.shape[0]!;
  return Array.from(
    { length: D },
    (_, d) => Array.from(x.data).reduce((sum, v, i) => (i % D === d ? sum + v : sum), 0) / length,
  );
}

const counts = (data: Dataset): number[] => {
  const found = [0, 0];
  for (const label of collect(data).y.data) found[label]!++;
  return found;
};

async function again({ preprocessor }: Material, name: string, division: Division): Promise<Material> {
  return await openAgain({ op: "verify", name, division }, preprocessor);
}

describe("the samples of a run", () => {
  test("take columns as text that look like numbers in some rows, and say so again when the file is read again", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      i % 4 === 0 ? "A1" : String(i % 4),
      i,
      i % 2 === 0 ? "even" : "odd",
    ]);
    const path = files.table("mixed.csv", ["cabin", "n", "kind"], rows);
    await expect(openFor(path, { target: "kind" })).rejects.toThrow("declare its type as text");
    const material = await openFor(path, { target: "kind", asText: ["cabin"] });
    expect(material.preprocessor!.features).toEqual(["cabin=1", "cabin=2", "cabin=3", "cabin=A1", "n"]);
    const second = await again(material, path, { validation: null, seed: 7 });
    expect(collect(second.test).x.data.length).toBe(5 * second.test.length);
    material.close();
    second.close();
  });

  test("are scaled by those for training alone", async () => {
    const material = await openFor(files.table("t.csv", NAMES, ROWS), { target: "kind" });
    expect([material.train.length, material.test.length]).toEqual([80, 20]);
    for (const mean of means(material.train)) expect(Math.abs(mean)).toBeLessThan(1e-6);
    expect(Math.max(...means(material.test).map(Math.abs))).toBeGreaterThan(1e-3);
    material.close();
  });

  test.each([1, 2, 3, 4])("have each class in both parts by its share, seed %i", async (seed) => {
    const material = await openFor(files.table("t.csv", NAMES, ROWS), { target: "kind", seed, validation: 0.3 });
    expect(counts(material.train)).toEqual([63, 7]);
    expect(counts(material.test)).toEqual([27, 3]);
    material.close();
  });

  test("are the same when they are opened again, others for another seed", async () => {
    const path = files.table("t.csv", NAMES, ROWS);
    const material = await openFor(path, { target: "kind", missing: "mean" });
    const same = await again(material, path, { validation: null, seed: 7 });
    expect(collect(same.test)).toEqual(collect(material.test));
    expect(collect(same.train)).toEqual(collect(material.train));
    const other = await again(material, path, { validation: null, seed: 8 });
    expect(collect(other.test)).not.toEqual(collect(material.test));
    for (const { close } of [material, same, other]) close();
  });

  test("of a dataset are its own parts, or drawn anew by the share that is asked for", async () => {
    const { train, test: held } = wine({ seed: 5 });
    const material = await openFor("wine", { seed: 5, scale: "none" });
    expect(collect(material.train)).toEqual(collect(train));
    expect(collect(material.test)).toEqual(collect(held));
    const half = await openFor("wine", { validation: 0.5 });
    expect([half.train.length, half.test.length]).toEqual([89, 89]);
    const digits = await openFor("digits", { validation: 0.25 });
    expect([digits.train.length, digits.test.length]).toEqual([1347, 450]);
  });

  test("leave out rows with empty cells, and take texts that only the held out have as none, when asked", async () => {
    const rows = ROWS.map(([a, b, kind], i) => [i % 20 === 0 ? "" : a!, b!, kind!]);
    const dropped = await openFor(files.table("h.csv", NAMES, rows), { target: "kind", missing: "drop" });
    expect(dropped.train.length + dropped.test.length).toBe(95);
    const path = files.table(
      "w.csv",
      ["word", "y"],
      Array.from({ length: 20 }, (_, i) => [`w${i >> 1}`, i / 3]),
    );
    await expect(openFor(path, { target: "y", validation: 0.8 })).rejects.toThrow("a category that training has seen");
    const material = await openFor(path, { target: "y", validation: 0.8, unknown: "zeros" });
    const { x } = collect(material.test);
    const sums = Array.from({ length: 16 }, (_, i) =>
      Array.from(x.data.slice(i * x.shape[0]!, (i + 1) * x.shape[0]!)).reduce((sum, v) => sum + v, 0),
    );
    expect(new Set(sums)).toEqual(new Set([0, 1]));
  });
});

test("misclassified pictures come the surest first, with the probabilities of both classes", () => {
  const test = new ArrayDataset(
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    Int32Array.of(0, 1, 0),
  );
  const logits = tensor([
    [0, Math.log(3)],
    [0, 1],
    [0, Math.log(9)],
  ]);
  const found = misclassified(test, logits, ["no", "yes"]);
  expect(found.map(({ index, pixels }) => [index, ...Array.from(pixels)])).toEqual([
    [2, 5, 6],
    [0, 1, 2],
  ]);
  expect(found.map(({ trueClass, predictedClass }) => [trueClass, predictedClass])).toEqual([
    ["no", "yes"],
    ["no", "yes"],
  ]);
  expect(found[0]!.probability).toBeCloseTo(0.9, 5);
  expect(found[0]!.trueProbability).toBeCloseTo(0.1, 5);
});
