import { describe, expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { argmin } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { groupsOf } from "../helpers/reference.ts";

const SHAPES = [
  [[7], 0],
  [[1], 0],
  [[3, 5], 0],
  [[3, 5], 1],
  [[2, 30, 4], 1],
  [[2, 3, 4], -3],
  [[5000], 0],
  [[0, 3], 1],
] as const;

describe("argmin", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 7, 3],
      [4, 5, 9],
    ]);
    expect(argmin(x, 1).toArray()).toEqual([0, 0]);
    expect(argmin(x, 0).toArray()).toEqual([0, 1, 0]);
    expect(argmin(x).item()).toBe(0);
    expect(argmin(x, -1, true).toArray()).toEqual([[0], [0]]);
    expect(argmin(x, undefined, true).toArray()).toEqual([[0]]);
    expect(argmin(tensor(3)).item()).toBe(0);
  });

  test.each(SHAPES)("agrees with a loop for %j along %j", (shape, axis) => {
    const x = randomTensor(...shape);
    for (const t of [
      x,
      tensor(
        Int32Array.from(x.data, (v) => Math.round(5 * v)),
        shape,
      ),
    ]) {
      const data = t.data;
      const y = argmin(t, axis);
      const groups = groupsOf(shape, [axis]).map((group) => group.map((i) => data[i]!));
      expect(y.dtype).toBe("int32");
      expect([...y.data]).toEqual(groups.map((group) => group.indexOf(Math.min(...group))));
    }
  });

  test("takes the first of equals, and NaN for the smallest", () => {
    expect(argmin(tensor([5, 2, 2])).item()).toBe(1);
    expect(argmin(tensor([Infinity, Infinity])).item()).toBe(0);
    expect(argmin(tensor([1, NaN, -9, NaN])).item()).toBe(1);
    expect(argmin(tensor(Int32Array.of(2 ** 31 - 1, -(2 ** 31)))).item()).toBe(1);
  });

  test("has no gradient", () => {
    expect(argmin(variable(tensor([1, 2]))).origin).toBeNull();
  });

  test("says what it cannot do", () => {
    expect(() => argmin(zeros([0]))).toThrow(ShapeError);
    expect(() => argmin(zeros([2, 0]), 1)).toThrow("argmin: x is [2, 0], expected at least one element along the axes");
    expect(() => argmin(zeros([2]), 1)).toThrow("argmin: axis is 1, expected a whole number from -1 to 0");
  });

  test("leaves only its result", () => {
    for (const [shape, axis] of SHAPES) expectNoLeaks((x) => argmin(x, axis), [randomTensor(...shape)]);
    expectNoLeaks((x) => argmin(x, undefined, true), [randomTensor(2, 3)]);
  });
});
