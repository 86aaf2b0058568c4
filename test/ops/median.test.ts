import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { median, mul, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { groupsOf } from "../helpers/reference.ts";

const SHAPES = [
  [[7], 0],
  [[1], 0],
  [[3, 5], 0],
  [[3, 6], 1],
  [[2, 300, 4], 1],
  [[5000], undefined],
  [[3, 4, 5], undefined],
  [[0, 3], 1],
] as const;

describe("median", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 7, 3, 4],
      [4, 9, 9, 8],
    ]);
    expect(median(x, 1).toArray()).toEqual([3, 8]);
    expect(median(x, 0, true).toArray()).toEqual([[1, 7, 3, 4]]);
    expect(median(x).item()).toBe(4);
    expect(median(tensor(3)).item()).toBe(3);
  });

  test.each(SHAPES)("agrees with a sorted array for %j along %j", (shape, axis) => {
    const x = randomTensor(...shape);
    const tensors = [
      x,
      tensor(
        x.data.map((v) => Math.round(3 * v)),
        shape,
      ),
      tensor(
        Int32Array.from(x.data, (v) => v * 2 ** 31),
        shape,
      ),
    ];
    for (const t of tensors) {
      const data = t.data;
      const y = median(t, axis);
      expect(y.dtype).toBe(t.dtype);
      const groups = groupsOf(shape, axis === undefined ? [...shape.keys()] : [axis]);
      const sorted = groups.map((group) => group.map((i) => data[i]!).sort((a, b) => a - b));
      expect([...y.data].map((v) => v + 0)).toEqual(sorted.map((group) => group[(group.length - 1) >> 1]! + 0));
    }
  });

  test("is NaN if any number is, and knows the ends of int32 and float32", () => {
    expect(median(tensor([1, NaN, 3, 4])).item()).toBeNaN();
    expect(median(tensor([NaN])).item()).toBeNaN();
    expect(median(tensor([Infinity, -Infinity, Infinity])).item()).toBe(Infinity);
    const [low, high] = [-(2 ** 31), 2 ** 31 - 1];
    expect(median(tensor(Int32Array.of(high, low, high, low))).item()).toBe(low);
    expect(median(tensor(Int32Array.of(high, low, high, 5, 6))).item()).toBe(6);
  });

  test("sends the gradient to the first that is the median", () => {
    const x = variable(
      tensor([
        [5, 2, 5, 9],
        [1, NaN, 3, NaN],
      ]),
    );
    const grads = gradients(sum(mul(median(x, 1), tensor([3, 7]))));
    expect(grads.get(x)!.toArray()).toEqual([
      [3, 0, 0, 0],
      [0, 7, 0, 0],
    ]);
    const z = variable(tensor([4, 1, 3, 2], [2, 2]));
    expect(
      gradients(sum(mul(median(z, 0), tensor([3, 7]))))
        .get(z)!
        .toArray(),
    ).toEqual([
      [0, 7],
      [3, 0],
    ]);
    expect(gradients(median(z)).get(z)!.toArray()).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  test("says what it cannot do", () => {
    expect(() => median(zeros([2, 0]), 1)).toThrow(ShapeError);
    expect(() => median(zeros([0]))).toThrow("median: x is [0], expected at least one element along the axes");
    expect(() => median(zeros([2]), 1)).toThrow("median: axis is 1, expected a whole number from -1 to 0");
  });

  test("leaves only its result", () => {
    for (const [shape, axis] of SHAPES) {
      expectNoLeaks((x) => median(x, axis), [randomTensor(...shape)]);
      expectNoLeaks((x) => median(x, axis, true), [zeros(shape, "int32")]);
    }
  });
});
