import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { slice, type SliceRange, sum } from "../../src/ops/index.ts";
import { arange, ones, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

/** `[0, …, n − 1]` cut by the rule of Python's `slice.indices`, element by element. */
function reference(n: number, [start, end, step = 1]: NonNullable<SliceRange>): number[] {
  const place = (i: number) => (i < 0 ? i + n : i);
  const first = start === null ? (step > 0 ? 0 : n - 1) : place(start);
  const last = end === null ? (step > 0 ? n : -1) : step < 0 && place(end) < 0 ? -1 : place(end);
  const found: number[] = [];
  if (step > 0) for (let i = Math.max(0, first); i < Math.min(n, last); i += step) found.push(i);
  else for (let i = Math.min(n - 1, first); i > last; i += step) found.push(i);
  return found;
}

const matrix = () => arange(12).view([3, 4]);

describe("slice", () => {
  test("cuts by hand", () => {
    expect(slice(matrix(), [[1, 3]]).toArray()).toEqual([[4, 5, 6, 7], [8, 9, 10, 11]]); // prettier-ignore
    expect(slice(matrix(), [null, [1, 3]]).toArray()).toEqual([[1, 2], [5, 6], [9, 10]]); // prettier-ignore
    expect(slice(matrix(), [[-1, null], [-2, null]]).toArray()).toEqual([[10, 11]]); // prettier-ignore
    expect(slice(matrix(), [[null, null, -1], [null, null, -2]]).toArray()).toEqual([[11, 9], [7, 5], [3, 1]]); // prettier-ignore
    expect(slice(matrix(), []).toArray()).toEqual(matrix().toArray());
    expect(slice(ones([]), []).toArray()).toBe(1);
  });

  test("takes the elements that Python takes", () => {
    const ends = [null, -7, -5, -4, -1, 0, 1, 3, 4, 5, 9];
    const x = arange(5);
    for (const start of ends) {
      for (const end of ends) {
        for (const step of [1, 2, 7, -1, -2, -7]) {
          const y = slice(x, [[start, end, step]]);
          expect(Array.from(y.data), `[${start}, ${end}, ${step}]`).toEqual(reference(5, [start, end, step]));
          y.dispose();
        }
      }
    }
  });

  test("shares memory where the part is one run of it, and copies elsewhere", () => {
    const x = zeros([4, 3, 5]);
    const before = memoryStats().blocks;
    const parts = [
      slice(x, [[1, 3]]),
      slice(x, [
        [2, 3],
        [1, 3],
      ]),
      slice(x, [[3, 4], null, null]),
      slice(x, []),
    ];
    expect(memoryStats().blocks).toBe(before);
    expect(parts.map((t) => t.address - x.address)).toEqual([60, 140, 180, 0]);
    const copies = [slice(x, [null, [1, 3]]), slice(x, [[null, null, 2]]), slice(x, [[null, null, -1]])];
    expect(memoryStats().blocks).toBe(before + 3);
    x.dispose();
    expect(parts[0]!.data.length).toBe(30);
    for (const t of [...parts, ...copies]) t.dispose();
    expect(memoryStats().blocks).toBe(before - 1);
  });

  test("has nothing where nothing lies between the ends", () => {
    expect(slice(matrix(), [[2, 1]]).shape).toEqual([0, 4]);
    expect(slice(matrix(), [[7, 9], null]).shape).toEqual([0, 4]);
    expect(slice(zeros([0, 4]), [null, [1, 3]]).shape).toEqual([0, 2]);
  });

  test.each<[readonly SliceRange[]]>([
    [[[1, 3]]],
    [[null, [1, 3], [0, 4, 2]]],
    [[[null, null, -1], null, [3, 0, -2]]],
    [[[2, 2]]],
  ])("has the right gradients for %j", (ranges) => {
    expect(gradcheck((x) => slice(x, ranges), [randomTensor(3, 4, 5)])).toBeLessThan(1e-2);
  });

  test("puts the gradient in its place and zeros elsewhere", () => {
    const x = variable(ones([2, 4]));
    const grads = gradients(sum(slice(x, [[1, 2], [null, null, -2]]))); // prettier-ignore
    expect(grads.get(x)!.toArray()).toEqual([[0, 0, 0, 0], [0, 1, 0, 1]]); // prettier-ignore
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => slice(x!, [null, [1, 3]]), [randomTensor(3, 4)]);
    expectNoLeaks((x) => slice(x!, [[2, 2]]), [randomTensor(3, 4)]);
  });

  test("says which range is wrong", () => {
    expect(() => slice(matrix(), [null, null, null])).toThrow(ShapeError);
    expect(() => slice(matrix(), [null, null, null])).toThrow(
      "slice: 3 ranges are given, expected at most 2 for [3, 4]",
    );
    for (const range of [
      [0, 2, 0],
      [0.5, 2],
      [0, Number.NaN],
      [0, 2, 1.5],
    ] as const) {
      expect(() => slice(matrix(), [null, range])).toThrow(ValueError);
    }
    expect(() => slice(matrix(), [null, [0, null, 0]])).toThrow(
      "slice: ranges[1] is [0, null, 0], expected whole numbers or null, and a step other than 0",
    );
  });
});
