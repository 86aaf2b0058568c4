import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { any } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("any", () => {
  test("works by hand", () => {
    const x = tensor([
      [0, 0, 3],
      [0, -0, 0],
    ]);
    expect(any(x).item()).toBe(1);
    expect(any(x, 1).toArray()).toEqual([1, 0]);
    expect(any(x, 0, true).toArray()).toEqual([[0, 0, 1]]);
    expect(any(x).dtype).toBe("int32");
  });

  test("takes int32, NaN and the smallest numbers for what they are", () => {
    expect(any(tensor(Int32Array.of(0, -(2 ** 31)))).item()).toBe(1);
    expect(any(tensor(Int32Array.of(0, 0))).item()).toBe(0);
    expect(any(tensor([0, NaN])).item()).toBe(1);
    expect(any(tensor([-0, 1e-45])).item()).toBe(1);
    expect(any(tensor([[0, 0, 0, 0, 0, -Infinity]]), 1).toArray()).toEqual([1]);
  });

  test("finds one number among many, over axes that lie apart", () => {
    const data = new Float32Array(5000 * 6);
    data[5000 * 3 + 4321] = -1e-30;
    expect(any(tensor(data, [2, 3, 5000]), [0, 2]).toArray()).toEqual([1, 0, 0]);
    expect(any(tensor(data, [5000, 6]), 0).toArray()).toEqual([0, 1, 2, 3, 4, 5].map((n) => Number(n === 19321 % 6)));
  });

  test("is 0 of nothing", () => {
    expect(any(zeros([2, 0]), 1).toArray()).toEqual([0, 0]);
  });

  test("says which axes there are, and leaves only its result", () => {
    expect(() => any(zeros([2]), 1)).toThrow(ShapeError);
    expect(() => any(zeros([2]), 1)).toThrow("any: axis is 1, expected a whole number from -1 to 0");
    expectNoLeaks((x) => any(x), [randomTensor(3, 4)]);
    expectNoLeaks((x) => any(x, [0, 2]), [randomTensor(3, 4, 5)]);
  });
});
