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

/** Six axes and strides; the strides' window begins `start` words in. */
interface Strided {
  readonly what: string;
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly start?: number;
}

const copies: Strided[] = [
  { what: "nothing but a row", sizes: [1, 1, 1, 1, 1, 37], strides: [0, 0, 0, 0, 0, 1] },
  { what: "one number", sizes: [1, 1, 1, 1, 1, 1], strides: [0, 0, 0, 0, 0, 0] },
  { what: "a transposed matrix", sizes: [1, 1, 1, 1, 19, 17], strides: [0, 0, 0, 0, 1, 19] },
  { what: "an inner slice", sizes: [1, 1, 1, 5, 6, 7], strides: [0, 0, 0, 120, 10, 1] },
  { what: "six axes in another order", sizes: [2, 3, 4, 5, 2, 3], strides: [1, 2, 6, 24, 120, 240] },
  { what: "axes backwards", sizes: [1, 1, 1, 3, 4, 5], strides: [0, 0, 0, -20, -5, -1], start: 59 },
];
const repeats: Strided[] = [
  { what: "one number everywhere", sizes: [1, 1, 1, 1, 3, 35], strides: [0, 0, 0, 0, 0, 0] },
  { what: "a column along rows", sizes: [1, 1, 1, 1, 9, 21], strides: [0, 0, 0, 0, 1, 0] },
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

describe("copy_from_strided", () => {
  test.each([...copies, ...repeats])("reads $what", (strided) => {
    const places = placesOf(strided);
    const items = places.length;
    const window = { ...words(Math.max(...places) + 1), start: strided.start ?? 0 };
    const args = [{ length: items }, window, ...strided.sizes, ...strided.strides];
    const [y, x] = runCase({ kernel: "copy_from_strided", args, items });
    expect(y!.ints().every((word, i) => word === x!.ints()[places[i]!])).toBe(true);
  });
});

describe("copy_to_strided", () => {
  test.each(copies)("writes $what, and nothing else", (strided) => {
    const places = placesOf(strided);
    const items = places.length;
    const before = (i: number) => -i;
    const length = Math.max(...places) + 9;
    const window: Operand = { length, start: strided.start ?? 0, ints: true, fill: before };
    const args = [window, words(items), ...strided.sizes, ...strided.strides];
    const [y, x] = runCase({ kernel: "copy_to_strided", args, items });
    const expected = Int32Array.from({ length }, (_, i) => before(i));
    places.forEach((place, i) => (expected[place] = x!.ints()[i]!));
    expect(y!.ints().every((word, i) => word === expected[i])).toBe(true);
  });
});
