import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { iris, wine } from "../../../src/data/datasets/index.ts";
import type { ArrayDataset } from "../../../src/data/array-dataset.ts";

const tables = { iris, wine };
const root = new URL("../../../", import.meta.url).pathname;

/** Samples as text, input and label, in an order of their own. */
function rowsOf(...parts: ArrayDataset[]): string[] {
  return parts
    .flatMap(({ x, y, length }) => {
      const width = x.shape[0]!;
      return Array.from({ length }, (_, i) => [...x.data.subarray(i * width, (i + 1) * width), y.data[i]].join());
    })
    .sort();
}

describe.each([
  { name: "iris", sizes: [120, 30], counts: [50, 50, 50] },
  { name: "wine", sizes: [142, 36], counts: [59, 71, 48] },
] as const)("$name", ({ name, sizes, counts }) => {
  const load = tables[name];
  const { train, test: held, classes, features } = load();

  test("has the rows of its file, each in one part", () => {
    const [head, ...rows] = readFileSync(`${root}data/${name}/${name}.csv`, "utf8").trim().split("\n");
    expect(head!.split(",").slice(2)).toEqual(classes);
    const wanted = rows.map((row) => {
      const values = row.split(",").map(Number);
      return values.map((v, i) => (i < features.length ? Math.fround(v) : v)).join();
    });
    expect(rowsOf(train, held)).toEqual(wanted.sort());
    expect([train.length, held.length]).toEqual(sizes);
    expect([train.x.shape, train.x.dtype, train.y.shape, train.y.dtype]).toEqual([
      [features.length],
      "float32",
      [],
      "int32",
    ]);
  });

  test("has the classes in proportion, and another test part for another seed", () => {
    counts.forEach((n, label) => {
      const inTest = held.y.data.filter((y) => y === label).length;
      expect(Math.abs(inTest - (n * held.length) / (train.length + held.length))).toBeLessThan(1);
    });
    expect(load().test.x.data).toEqual(held.x.data);
    expect(load({ seed: 8 }).test.x.data).not.toEqual(held.x.data);
  });
});
