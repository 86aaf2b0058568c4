import { describe, expect, test } from "vitest";
import { filled, type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const HIGHEST = 2 ** 31 - 1;

/** Keys of one row after the other, of several kinds. */
const KINDS: readonly { what: string; key: (i: number) => number }[] = [
  { what: "any keys", key: () => noise() * 2 ** 31 },
  { what: "keys that tie", key: () => Math.round(2 * noise()) },
  { what: "equal keys", key: () => -7 },
  { what: "falling keys", key: (i) => -1000 * i },
  { what: "rising keys", key: (i) => 77 * i },
  { what: "the ends of int32", key: () => (noise() > 0 ? HIGHEST : -HIGHEST - 1) },
];

const order = (row: Int32Array) => [...row.keys()].sort((i, j) => row[i]! - row[j]! || i - j);
const rowsOf = (data: Int32Array, V: number) =>
  Array.from({ length: data.length / V }, (_, i) => data.subarray(i * V, (i + 1) * V));

/** Indices of `K` a row that a kernel makes of keys. */
function indicesOf(
  rows: number,
  V: number,
  K: number,
  key: (i: number) => number,
  args: (index: Operand, keys: Operand) => Operand[],
  kernel: "sort_rows" | "top_rows",
): void {
  const keys: Operand = { length: rows * V, ints: true, fill: key };
  const index: Operand = { length: rows * K, ints: true };
  const [got, ...rest] = runCase({ kernel, args: [...args(index, keys), V, K], items: rows });
  const expected = rowsOf(rest.at(-1)!.ints(), V).flatMap((row) => order(row).slice(0, K));
  expect([...got!.ints()]).toEqual(expected);
}

describe.each(KINDS)("with $what", ({ key }) => {
  test("sort_rows sorts, in its scratch and in memory it is given", () => {
    for (const V of [1, 2, 7, 33, 256, 1000]) {
      for (const K of [V, Math.ceil(V / 3)]) {
        const work: Operand = { length: 4 * V * 5, ints: true };
        indicesOf(5, V, K, key, (index, keys) => [index, work, keys], "sort_rows");
        const inScratch = { kernel: "sort_rows", items: 5 } as const;
        const keys: Operand = { length: 5 * V, ints: true, fill: key };
        const [got, used] = runCase({ ...inScratch, args: [{ length: 5 * K }, 0, keys, V, K] });
        expect([...got!.ints()]).toEqual(rowsOf(used!.ints(), V).flatMap((row) => order(row).slice(0, K)));
      }
    }
  });

  test("top_rows finds the first", () => {
    for (const V of [1, 3, 8, 9, 10, 17, 33, 200]) {
      for (const K of [1, 2, 7, 32].filter((k) => k <= V)) {
        indicesOf(5, V, K, key, (index, keys) => [index, keys], "top_rows");
      }
    }
  });

  test("median_rows finds the lower median, or the first of the highest keys", () => {
    for (const V of [1, 2, 3, 8, 33, 200]) {
      for (const nan of [0, 1]) {
        const keys: Operand = { length: 5 * V, ints: true, fill: key };
        const [got, used] = runCase({ kernel: "median_rows", args: [{ length: 5 }, keys, V, nan], items: 5 });
        const expected = rowsOf(used!.ints(), V).map((row) =>
          nan && row.includes(HIGHEST) ? row.indexOf(HIGHEST) : row.indexOf(row[order(row)[(V - 1) >> 1]!]!),
        );
        expect([...got!.ints()]).toEqual(expected);
      }
    }
  });
});

test("order_keys orders as the numbers, zeros alike, NaN last", () => {
  const ascending = [-Infinity, -3e38, -1, -1e-30, -1e-45, -0, 1e-45, 1e-30, 1, 3e38, Infinity, NaN];
  for (const flip of [0, -1]) {
    const args = [{ length: 12, ints: true }, { length: 12, fill: (i: number) => ascending[i]! }, flip];
    const [y] = runCase({ kernel: "order_keys", args, items: 12 });
    const keys = [...y!.ints()];
    for (let i = 1; i < 12; i++) expect(Math.sign(keys[i]! - keys[i - 1]!)).toBe(flip || 1);
    const zeros = [{ length: 2 }, { length: 2, fill: (i: number) => (i === 0 ? 0 : -0) }, flip];
    expect([...runCase({ kernel: "order_keys", args: zeros, items: 2 })[0]!.ints()]).toEqual([flip, flip]);
  }
});

test("order_keys takes every NaN for the same", () => {
  const words = Uint32Array.of(0x7fc00000, 0xffc00000, 0x7fffffff, 0xff800001);
  const x: Operand = { length: 4, ints: true, fill: (i) => words[i]! | 0 };
  const [y] = runCase({ kernel: "order_keys", args: [{ length: 4 }, x, 0], items: 4 });
  expect([...y!.ints()]).toEqual([HIGHEST, HIGHEST, HIGHEST, HIGHEST]);
});

test.each([
  [1, 1, 1],
  [5, 7, 3],
  [9, 4, 4],
])("take_rows and take_rows_backward: %i rows of %i, %i of each", (rows, V, K) => {
  const index = filled(rows * K, (i) => (3 * (i % K) + Math.floor(i / K)) % V, true);
  const at: Operand = { length: index.length, ints: true, fill: (i) => index[i]! };
  const [y, x] = runCase({
    kernel: "take_rows",
    args: [{ length: rows * K }, { length: rows * V }, at, V, K],
    items: rows,
  });
  const place = (i: number) => Math.floor(i / K) * V + index[i]!;
  expect([...y!.floats()]).toEqual([...index.keys()].map((i) => x!.floats()[place(i)]));
  const args = [{ length: rows * V }, { length: rows * K }, at, V, K];
  const [dx, dy] = runCase({ kernel: "take_rows_backward", args, items: rows });
  const expected = new Float32Array(rows * V);
  dy!.floats().forEach((v, i) => (expected[place(i)] = v));
  expect(dx!.floats()).toEqual(expected);
});
