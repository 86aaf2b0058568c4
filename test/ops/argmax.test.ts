import { describe, expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { argmax } from "../../src/ops/index.ts";
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

describe("argmax", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 7, 3],
      [4, 5, 9],
    ]);
    expect(argmax(x, 1).toArray()).toEqual([1, 2]);
    expect(argmax(x, 0).toArray()).toEqual([1, 0, 1]);
    expect(argmax(x).item()).toBe(5);
    expect(argmax(x, -1, true).toArray()).toEqual([[1], [2]]);
    expect(argmax(x, undefined, true).toArray()).toEqual([[5]]);
    expect(argmax(tensor(3)).item()).toBe(0);
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
      const y = argmax(t, axis);
      const groups = groupsOf(shape, [axis]).map((group) => group.map((i) => data[i]!));
      expect(y.dtype).toBe("int32");
      expect([...y.data]).toEqual(groups.map((group) => group.indexOf(Math.max(...group))));
    }
  });

  test("takes the first of equals, and NaN for the largest", () => {
    expect(argmax(tensor([2, 5, 5])).item()).toBe(1);
    expect(argmax(tensor([-Infinity, -Infinity])).item()).toBe(0);
    expect(argmax(tensor([1, NaN, 9, NaN])).item()).toBe(1);
    expect(argmax(tensor(Int32Array.of(-(2 ** 31), 2 ** 31 - 1))).item()).toBe(1);
  });

  test("has no gradient", () => {
    expect(argmax(variable(tensor([1, 2]))).origin).toBeNull();
  });

  test("says what it cannot do", () => {
    expect(() => argmax(zeros([0]))).toThrow(ShapeError);
    expect(() => argmax(zeros([2, 0]), 1)).toThrow("argmax: x is [2, 0], expected at least one element along the axes");
    expect(() => argmax(zeros([2]), 1)).toThrow("argmax: axis is 1, expected a whole number from -1 to 0");
  });

  test("leaves only its result", () => {
    for (const [shape, axis] of SHAPES) expectNoLeaks((x) => argmax(x, axis), [randomTensor(...shape)]);
    expectNoLeaks((x) => argmax(x, undefined, true), [randomTensor(2, 3)]);
  });
});
