import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { all } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("all", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, -2, 3],
      [1, -0, NaN],
    ]);
    expect(all(x).item()).toBe(0);
    expect(all(x, 1).toArray()).toEqual([1, 0]);
    expect(all(x, 0, true).toArray()).toEqual([[1, 0, 1]]);
    expect(all(x).dtype).toBe("int32");
  });

  test("takes int32, NaN and the smallest numbers for what they are", () => {
    expect(all(tensor(Int32Array.of(7, -(2 ** 31)))).item()).toBe(1);
    expect(all(tensor(Int32Array.of(7, 0))).item()).toBe(0);
    expect(all(tensor([1, NaN])).item()).toBe(1);
    expect(all(tensor([Infinity, 1e-45])).item()).toBe(1);
    expect(all(tensor([1e-45, -0])).item()).toBe(0);
  });

  test("finds one number among many, over axes that lie apart", () => {
    const data = new Float32Array(5000 * 6).fill(NaN);
    data[5000 * 3 + 4321] = -0;
    expect(all(tensor(data, [2, 3, 5000]), [0, 2]).toArray()).toEqual([0, 1, 1]);
    expect(all(tensor(data, [5000, 6]), 0).toArray()).toEqual([0, 1, 2, 3, 4, 5].map((n) => Number(n !== 19321 % 6)));
  });

  test("is 1 of nothing", () => {
    expect(all(zeros([2, 0]), 1).toArray()).toEqual([1, 1]);
  });

  test("says which axes there are, and leaves only its result", () => {
    expect(() => all(zeros([2]), 1)).toThrow(ShapeError);
    expect(() => all(zeros([2]), 1)).toThrow("all: axis is 1, expected a whole number from -1 to 0");
    expectNoLeaks((x) => all(x), [randomTensor(3, 4)]);
    expectNoLeaks((x) => all(x, [0, 2]), [randomTensor(3, 4, 5)]);
  });
});
