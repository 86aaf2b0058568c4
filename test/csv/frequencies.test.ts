import { describe, expect, test } from "vitest";
import { countValues, type Frequency } from "../../src/csv/frequencies.ts";
import { mode, Moments, quantiles } from "../../src/csv/statistics.ts";
import { noise } from "../helpers/random.ts";

/** What countValues finds in columns of numbers with this memory, and how often it passes over each of them. */
function counted(columns: readonly (readonly number[])[], memory?: number): { found: Frequency[][]; passes: number[] } {
  const found = columns.map((): Frequency[] => []);
  const passes = columns.map(() => 0);
  const length = Math.max(...columns.map((values) => values.length));
  countValues(
    columns.map((_, i) => i),
    length,
    (wanted, add) => {
      for (const i of wanted) passes[i]!++;
      for (let row = 0; row < length; row++) {
        wanted.forEach((i, nth) => {
          if (row < columns[i]!.length) add(nth, columns[i]![row]!);
        });
      }
    },
    (i, values) => found[i]!.push(...values),
    memory,
  );
  return { found, passes };
}

function naive(values: readonly number[]): Frequency[] {
  const counts = new Map<number, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

describe("countValues", () => {
  const LENGTH = 1000;
  const columns = [
    Array.from({ length: LENGTH }, () => Math.floor(noise() * 20)), // few values
    Array.from({ length: LENGTH }, noise), // all different
    Array.from({ length: LENGTH }, (_, i) => i), // ascending
    Array.from({ length: LENGTH }, (_, i) => -Math.floor(i / 2)), // descending
    [],
    [5e-324, -5e-324, 0, -0, 1.7e308, -1.7e308, 1, 1],
  ];

  test.each([undefined, 2 ** 20, 100_000, 40_000, 4000, 400])("is exact with a memory of %s", (memory) => {
    expect(counted(columns, memory).found).toEqual(columns.map(naive));
  });

  test("passes once over what fits, again over what does not", () => {
    expect(counted(columns).passes).toEqual([1, 1, 1, 1, 1, 1]);
    const { passes } = counted(columns, 40 * 210);
    expect(passes[0]).toBe(1);
    expect(passes[1]).toBe(5);
    expect(passes[3]).toBe(3);
  });

  test("visits without finding when nobody takes the values", () => {
    const visited: number[] = [];
    countValues(
      [3, 1],
      0,
      () => undefined,
      (column) => visited.push(column),
    );
    expect(visited).toEqual([3, 1]);
  });
});

describe("statistics", () => {
  test("mode is the most frequent value, of several the smallest", () => {
    expect(mode(naive([3, 1, 2, 2, 1, 0]))).toBe(1);
    expect(mode(naive([7]))).toBe(7);
    expect(mode([])).toBeNaN();
  });

  test("quantiles interpolate as NumPy does", () => {
    const shares = [0.25, 0.5, 0.75];
    expect(quantiles(naive([4, 1, 3, 2]), 4, shares)).toEqual([1.75, 2.5, 3.25]);
    expect(quantiles(naive([1, 2]), 2, shares)).toEqual([1.25, 1.5, 1.75]);
    expect(quantiles(naive([5]), 1, shares)).toEqual([5, 5, 5]);
    expect(quantiles(naive([1, 1, 1, 1, 9]), 5, shares)).toEqual([1, 1, 1]);
    for (const n of [6, 7, 8, 101]) {
      const values = Array.from({ length: n }, () => Math.floor(noise() * 9));
      const sorted = values.slice().sort((a, b) => a - b);
      const at = (place: number) =>
        sorted[Math.floor(place)]! + (sorted[Math.ceil(place)]! - sorted[Math.floor(place)]!) * (place % 1);
      expect(quantiles(naive(values), n, shares)).toEqual(shares.map((share) => at(share * (n - 1))));
    }
  });

  test("moments leave out what is empty", () => {
    const moments = new Moments(2);
    for (const v of [3, NaN, -1, 4]) moments.add(1, v);
    expect([moments.counts[1], moments.mean(1), moments.minima[1], moments.maxima[1]]).toEqual([3, 2, -1, 4]);
    expect([moments.counts[0], moments.mean(0)]).toEqual([0, NaN]);
  });
});
