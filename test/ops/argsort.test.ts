import { describe, expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { argsort, sort } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("argsort", () => {
  test("works by hand", () => {
    const x = tensor([
      [3, 1, 2],
      [5, NaN, 5],
    ]);
    expect(argsort(x).toArray()).toEqual([
      [1, 2, 0],
      [0, 2, 1],
    ]);
    expect(argsort(x, 0).toArray()).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    expect(argsort(x, 1, { descending: true }).toArray()).toEqual([
      [0, 2, 1],
      [1, 0, 2],
    ]);
  });

  test.each([
    [[100], 0],
    [[3, 50], -1],
    [[50, 3], 0],
  ] as const)("gives the indices of sort for %j along %j", (shape, axis) => {
    const x = randomTensor(...shape);
    expect(argsort(x, axis).toArray()).toEqual(sort(x, axis).indices.toArray());
    expectNoLeaks((t) => argsort(t, axis), [x]);
  });

  test("has no gradient, and says which axes there are", () => {
    expect(argsort(variable(tensor([1, 2]))).origin).toBeNull();
    expect(() => argsort(zeros([2]), 1)).toThrow(ShapeError);
    expect(() => argsort(zeros([2]), 1)).toThrow("argsort: axis is 1, expected a whole number from -1 to 0");
  });
});
