import { describe, expect, test } from "vitest";
import { CANARY } from "../helpers/guarded.ts";
import { type Operand, runCase } from "../helpers/kernels.ts";

const sizes = [0, 1, 3, 4, 5, 15, 16, 17, 31, 33, 1000];
/** Any 32 bits, signalling NaNs among them: they must arrive as they are. */
const words = (length: number): Operand => ({
  length,
  ints: true,
  fill: (i) => (i % 3 === 0 ? CANARY : i * 65537 + 1),
});

test("fill writes any 32 bits", () => {
  for (const items of sizes) {
    for (const value of [0, -1, CANARY, 0x3f800000]) {
      const [y] = runCase({ kernel: "fill", args: [{ length: items }, value], items });
      expect(y!.ints().every((word) => word === value)).toBe(true);
    }
  }
});

test("copy copies any 32 bits", () => {
  for (const items of sizes) {
    const [y, x] = runCase({ kernel: "copy", args: [{ length: items }, words(items)], items });
    expect(y!.ints().every((word, i) => word === x!.ints()[i])).toBe(true);
  }
});

/** Six axes, and the strides of one side or both; a side's window begins `start` words in. */
interface Strided {
  readonly what: string;
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly start?: number;
}

const copies: Strided[] = [
  { what: "nothing but a row", sizes: [1, 1, 1, 1, 1, 37], strides: [0, 0, 0, 0, 0, 1] },
  { what: "one number", sizes: [1, 1, 1, 1, 1, 1], strides: [0, 0, 0, 0, 0, 0] },
  { what: "an inner slice", sizes: [1, 1, 1, 5, 6, 7], strides: [0, 0, 0, 120, 10, 1] },
  { what: "long rows of a slice", sizes: [1, 1, 1, 1, 3, 150], strides: [0, 0, 0, 0, 160, 1] },
  { what: "every second word", sizes: [1, 1, 1, 1, 5, 21], strides: [0, 0, 0, 0, 42, 2] },
  { what: "six axes in another order", sizes: [2, 3, 4, 5, 2, 3], strides: [1, 2, 6, 24, 120, 240] },
  { what: "axes backwards", sizes: [1, 1, 1, 3, 4, 5], strides: [0, 0, 0, -20, -5, -1], start: 59 },
  { what: "rows backwards, transposed", sizes: [1, 1, 1, 1, 9, 13], strides: [0, 0, 0, 0, 1, -9], start: 108 },
  ...[1, 3, 4, 5, 16, 17, 35].flatMap((M) =>
    [1, 2, 4, 15, 16, 19, 36].map((N): Strided => ({
      what: `${M} × ${N}, transposed`,
      sizes: [1, 1, 1, 2, M, N],
      strides: [0, 0, 0, M * N + 3, 1, M],
    })),
  ),
];
const repeats: Strided[] = [
  { what: "one number everywhere", sizes: [1, 1, 1, 1, 3, 35], strides: [0, 0, 0, 0, 0, 0] },
  { what: "a column along rows", sizes: [1, 1, 1, 1, 9, 21], strides: [0, 0, 0, 0, 1, 0] },
  { what: "a row in columns", sizes: [1, 1, 1, 2, 9, 3], strides: [0, 0, 0, 9, 1, 0] },
  { what: "every second axis", sizes: [2, 3, 2, 4, 3, 5], strides: [0, 40, 0, 10, 0, 2] },
];

/** Where item i of `sizes` lies under `strides`. */
function placeOf(i: number, { sizes, strides, start = 0 }: Strided): number {
  let place = start;
  for (let axis = 5; axis >= 0; axis--) {
    place += (i % sizes[axis]!) * strides[axis]!;
    i = Math.floor(i / sizes[axis]!);
  }
  return place;
}

function placesOf(strided: Strided): number[] {
  const items = strided.sizes.reduce((product, n) => product * n, 1);
  return Array.from({ length: items }, (_, i) => placeOf(i, strided));
}

/** The same axes one behind the other. */
function dense({ what, sizes }: Strided): Strided {
  return { what, sizes, strides: sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, n) => product * n, 1)) };
}

/** Copies one window to another, and checks the words there and that all around them stay. */
function expectCopy(to: Strided, from: Strided): void {
  const [places, sources] = [placesOf(to), placesOf(from)];
  const before = (i: number) => -i;
  const length = Math.max(...places) + 9;
  const target: Operand = { length, start: to.start ?? 0, ints: true, fill: before };
  const window = { ...words(Math.max(...sources) + 1), start: from.start ?? 0 };
  const args = [target, window, ...to.sizes, ...to.strides, ...from.strides];
  const [y, x] = runCase({ kernel: "copy_strided", args, items: places.length });
  const expected = Int32Array.from({ length }, (_, i) => before(i));
  places.forEach((place, i) => (expected[place] = x!.ints()[sources[i]!]!));
  expect(y!.ints().every((word, i) => word === expected[i])).toBe(true);
}

describe("copy_strided", () => {
  test.each([...copies, ...repeats])("reads $what", (from) => expectCopy(dense(from), from));
  test.each(copies)("writes $what, and nothing else", (to) => expectCopy(to, dense(to)));
  test.each(copies)("reads and writes $what", (both) => expectCopy(both, both));
});

test.each([0, 1])("triangle keeps one side and clears the other, upper %i", (upper) => {
  for (const [B, M, N] of [
    [1, 1, 1],
    [2, 3, 5],
    [3, 5, 3],
    [1, 18, 17],
    [1, 2, 300],
  ] as const) {
    // prettier-ignore
    for (const diagonal of [-M, 1 - M, -1, 0, 1, N - 1, N]) {
      const items = B * M;
      const args = [{ length: items * N }, words(items * N), M, N, diagonal, upper];
      const [y, x] = runCase({ kernel: "triangle", args, items });
      const kept = (i: number, j: number) => (upper ? j >= i + diagonal : j <= i + diagonal);
      const expected = x!.ints().map((word, k) => (kept(Math.floor(k / N) % M, k % N) ? word : 0));
      expect(y!.ints().every((word, k) => word === expected[k])).toBe(true);
    }
  }
});
