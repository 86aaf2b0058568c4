import { describe, expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { filled, type Operand, runCase, small } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const { fround, max, min } = Math;
type Numbers = Float32Array | Int32Array;

/** Reductions by kernel: what an empty one gives, and one step. */
const reductions = [
  { rows: { kernel: "sum_rows" }, columns: { kernel: "sum_columns" }, ints: false, start: 0, f: sum },
  { rows: { kernel: "sum_rows_int" }, columns: { kernel: "sum_columns_int" }, ints: true, start: 0, f: sumInt },
  { rows: { kernel: "max_rows" }, columns: { kernel: "max_columns" }, ints: false, start: -Infinity, f: max },
  { rows: { kernel: "max_rows_int" }, columns: { kernel: "max_columns_int" }, ints: true, start: -(2 ** 31), f: max },
  { rows: { kernel: "min_rows" }, columns: { kernel: "min_columns" }, ints: false, start: Infinity, f: min },
  { rows: { kernel: "min_rows_int" }, columns: { kernel: "min_columns_int" }, ints: true, start: 2 ** 31 - 1, f: min },
  { rows: { kernel: "prod_rows_int" }, columns: { kernel: "prod_columns_int" }, ints: true, start: 1, f: Math.imul },
  { rows: { kernel: "squares_rows" }, columns: { kernel: "squares_columns" }, ints: false, start: 0, f: square },
] as const;

function sum(a: number, b: number): number {
  return fround(a + b);
}

/** The squares of small numbers are exact, so that rounding once or twice is the same. */
function square(a: number, b: number): number {
  return a + b * b;
}

function sumInt(a: number, b: number): number {
  return (a + b) | 0;
}

/** y[l, b, n] from x[l, r, n] in order, the axis r cut into blocks. */
function reduced(x: Numbers, L: number, R: number, N: number, block: number, start: number, f: typeof sum): number[] {
  const blocks = Math.ceil(R / block);
  return Array.from({ length: L * blocks * N }, (_, item) => {
    const group = Math.floor(item / N);
    const first = (group % blocks) * block;
    const l = Math.floor(group / blocks);
    let y = start;
    for (let r = first; r < Math.min(first + block, R); r++) y = f(y, x[(l * R + r) * N + (item % N)]!);
    return y;
  });
}

/** Any numbers, as columns are reduced in order; small ones where a multiply-add may round once or twice. */
function columns(kernel: string, length: number): Operand {
  return kernel === "squares_columns" ? small(length) : { length };
}

function expectSame(got: Numbers, expected: readonly number[], what: string): void {
  expect(got.length, what).toBe(expected.length);
  expect(
    got.findIndex((y, i) => !Object.is(y, expected[i])),
    what,
  ).toBe(-1);
}

describe.each(reductions)("$rows.kernel", ({ rows: { kernel }, ints, start, f }) => {
  const run = (L: number, R: number, block: number, x: Operand) => {
    const items = L * Math.ceil(R / block);
    const [y, used] = runCase({ kernel, args: [{ length: items }, x, R, block], items });
    return ints ? ([y!.ints(), used!.ints()] as const) : ([y!.floats(), used!.floats()] as const);
  };

  test("reduces rows of every length in blocks of every length", () => {
    for (const R of [1, 3, 4, 5, 15, 16, 17, 19, 20, 31, 33, 100]) {
      for (const block of [R, 1, 5, 16, 64]) {
        // Small numbers, whose sums are exact in any order.
        const [y, x] = run(9, R, block, ints ? { length: 9 * R, ints } : small(9 * R));
        expectSame(y, reduced(x, 9, R, 1, block, start, f), `9 rows of ${R} in blocks of ${block}`);
      }
    }
    const [y, x] = run(2, 4097, 4096, ints ? { length: 8194, ints } : small(8194));
    expectSame(y, reduced(x, 2, 4097, 1, 4096, start, f), "blocks as operations take them");
  });
});

describe.each(reductions)("$columns.kernel", ({ columns: { kernel }, ints, start, f }) => {
  test("reduces columns in order, at every width, in blocks of every length", () => {
    for (const N of [1, 2, 3, 4, 5, 7, 15, 16, 17, 19, 33]) {
      for (const [R, block] of [
        [1, 1],
        [5, 5],
        [7, 3],
        [65, 64],
      ] as const) {
        const items = 3 * Math.ceil(R / block) * N;
        const args = [{ length: items }, ints ? { length: 3 * R * N, ints } : columns(kernel, 3 * R * N), R, N, block];
        const [y, x] = runCase({ kernel, args, items }).map((a) => (ints ? a.ints() : a.floats()));
        expectSame(y!, reduced(x!, 3, R, N, block, start, f), `${N} columns of ${R} in blocks of ${block}`);
      }
    }
  });
});

test("a sum of many numbers is as exact as sixteen shorter ones", () => {
  const [y, x] = runCase({
    kernel: "sum_rows",
    args: [{ length: 1 }, { length: 4096, fill: () => 1 + noise() }, 4096, 4096],
    items: 1,
  });
  expectClose(y!.floats(), [x!.floats().reduce((a, b) => a + b, 0)], (4096 / 16) * 2 ** -24);
});

describe("prod_rows, prod_columns", () => {
  // Powers of 2 from ½ to 2, of either sign: their products are exact in any order.
  const powers = (length: number): Operand => ({ length, fill: () => Math.sign(noise()) * 2 ** Math.round(noise()) });
  const times = (a: number, b: number) => a * b;

  test("multiply rows and columns of every length", () => {
    for (const R of [1, 3, 4, 5, 15, 16, 17, 33]) {
      for (const [N, block] of [
        [1, R],
        [1, 4],
        [3, R],
        [17, 5],
      ] as const) {
        const items = 3 * Math.ceil(R / block) * N;
        const kernel = N === 1 ? "prod_rows" : "prod_columns";
        const args = [{ length: items }, powers(3 * R * N), ...(N === 1 ? [R, block] : [R, N, block])];
        const [y, x] = runCase({ kernel, args, items }).map((a) => a.floats());
        expectSame(y!, reduced(x!, 3, R, N, block, 1, times), `${N} columns of ${R} in blocks of ${block}`);
      }
    }
  });
});

test.each([
  ["max_rows", "max_columns"],
  ["min_rows", "min_columns"],
] as const)("one NaN makes the result of %s NaN, wherever it lies", (rows, columns) => {
  const R = 37;
  const fill = (i: number) => (i % R === Math.floor(i / R) ? Number.NaN : noise());
  const [y] = runCase({ kernel: rows, args: [{ length: R }, { length: R * R, fill }, R, R], items: R });
  expect(y!.floats().every(Number.isNaN)).toBe(true);
  const [z] = runCase({ kernel: columns, args: [{ length: R }, { length: R * R, fill }, R, R, R], items: R });
  expect(z!.floats().every(Number.isNaN)).toBe(true);
});

const positions = [
  { what: "numbers that tie", fill: () => Math.floor(2 * noise()) },
  { what: "NaN among numbers", fill: () => (noise() > 0.8 ? Number.NaN : noise()) },
  { what: "nothing but −∞", fill: () => -Infinity },
  { what: "infinities and NaN", fill: () => [Infinity, -Infinity, Number.NaN][Math.floor(1.5 * (noise() + 1))]! },
];

/** The index of the first largest of column n, of NaN if there is one. */
function firstLargest(x: Numbers, R: number, N: number, item: number, sign = 1): number {
  const column = Array.from({ length: R }, (_, r) => sign * x[(Math.floor(item / N) * R + r) * N + (item % N)]!);
  return column.findIndex((v) => v === max(...column) || Number.isNaN(v));
}

describe.each(positions)("with $what", ({ fill }) => {
  test("argmax finds the first largest, extreme_backward shares the gradient among all of them", () => {
    for (const [L, R, N] of [
      [1, 1, 1],
      [3, 1, 5],
      [9, 7, 1],
      [2, 5, 17],
      [1, 33, 4],
    ] as const) {
      const x = filled(L * R * N, fill);
      const input: Operand = { length: x.length, fill: (i) => x[i]! };
      const items = L * N;
      for (const sign of [1, -1]) {
        const [y] = runCase({ kernel: "argmax", args: [{ length: items }, input, R, N, sign], items });
        expectSame(
          y!.ints(),
          Array.from({ length: items }, (_, item) => firstLargest(x, R, N, item, sign)),
          `argmax, ${sign}`,
        );
      }

      const top = reduced(x, L, R, N, R, -Infinity, max);
      const args = [
        { length: x.length },
        { length: items },
        input,
        { length: items, fill: (i: number) => top[i]! },
        R,
        N,
      ];
      const [dx, dy] = runCase({ kernel: "extreme_backward", args, items });
      const isTop = (i: number) => Object.is(x[i], top[Math.floor(i / (R * N)) * N + (i % N)]);
      const expected = [...x.keys()].map((i) => {
        const item = Math.floor(i / (R * N)) * N + (i % N);
        const rivals = [...x.keys()].filter((k) => Math.floor(k / (R * N)) * N + (k % N) === item && isTop(k));
        return isTop(i) ? fround(dy!.floats()[item]! / rivals.length) : 0;
      });
      expectSame(dx!.floats(), expected, "extreme_backward");
    }
  });
});

test("argmax_int finds the first largest", () => {
  const ends = () => [-(2 ** 31), 2 ** 31 - 1, 0, -1][Math.floor(2 * (noise() + 1))]!;
  for (const [L, R, N] of [
    [1, 1, 1],
    [3, 1, 5],
    [9, 7, 1],
    [2, 5, 17],
    [1, 33, 4],
  ] as const) {
    const items = L * N;
    for (const flip of [0, -1]) {
      const args = [{ length: items }, { length: L * R * N, ints: true, fill: ends }, R, N, flip];
      const [y, x] = runCase({ kernel: "argmax_int", args, items });
      expectSame(
        y!.ints(),
        Array.from({ length: items }, (_, item) => firstLargest(x!.ints(), R, N, item, flip || 1)),
        `argmax_int, ${flip}`,
      );
    }
  }
});
