import { expect, test } from "vitest";
import { readCsv, splitRows } from "../../src/csv/index.ts";

const table = async (n: number, f: (i: number) => string) =>
  readCsv(`a,y\n${Array.from({ length: n }, (_, i) => `${i},${f(i)}\n`).join("")}`);

test("every row is in one part, in random order, the same for a seed", async () => {
  const rows = await table(100, () => "x");
  const { train, test: held, validation } = splitRows(rows, { test: 0.2, validation: 10, seed: 3 });
  expect([train.length, held.length, validation.length]).toEqual([70, 20, 10]);
  const all = [...train, ...held, ...validation];
  expect(all).not.toEqual(all.slice().sort((a, b) => a - b));
  expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(splitRows(rows, { test: 0.2, validation: 10, seed: 3 }).train).toEqual(train);
  expect(splitRows(rows, { test: 0.2, validation: 10, seed: 4 }).train).not.toEqual(train);
});

test("parts have a column's values in proportion, empty cells too", async () => {
  for (const values of [
    ["p", "q", "", "p"],
    ["1", "2.5", "NA", "1"],
  ]) {
    const rows = await table(400, (i) => values[i % 4]!);
    const { test: held } = splitRows(rows, { test: 0.1, seed: 1, stratify: "y" });
    expect([0, 1, 2, 3].map((k) => held.filter((row) => row % 4 === k).length).slice(1, 3)).toEqual([10, 10]);
  }
});

test("what cannot be split is an error", async () => {
  const rows = await table(1001, (i) => `${i}`);
  expect(() => splitRows(rows, { test: 0.1, stratify: "y" })).toThrow(
    'splitRows: column "y" has more than 1000 different values, expected fewer to stratify by',
  );
  expect(() => splitRows(rows, { test: 0.1, stratify: "z" })).toThrow('table: there is no column "z"');
  expect(() => splitRows(rows, {})).toThrow("split: test and validation are 0");
});
