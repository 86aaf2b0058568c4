import { expect, test } from "vitest";
import { Unflatten } from "../../../src/nn/index.ts";
import { arange, zeros } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Unflatten", {
  make: () => new Unflatten(1, [2, 4]),
  input: [3, 8],
  output: [3, 2, 4],
});

test("Unflatten makes several axes of any one, in the order of the numbers", () => {
  expect(new Unflatten(-2, [2, 3]).forward(zeros([5, 6, 7])).shape).toEqual([5, 2, 3, 7]);
  expect(new Unflatten(0, [6]).forward(zeros([6])).shape).toEqual([6]);
  expect(new Unflatten(1, [1, 2]).forward(zeros([0, 2])).shape).toEqual([0, 1, 2]);
  expect(new Unflatten(0, [2, 2]).forward(arange(4)).toArray()).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("Unflatten refuses another size, an axis that is not there, and sizes that are none", () => {
  expect(() => new Unflatten(1, [2, 3]).forward(zeros([1, 5]))).toThrow(
    "Unflatten: x is [1, 5], expected 6 along axis 1 for [2, 3]",
  );
  expect(() => new Unflatten(2, [2]).forward(zeros([1, 2]))).toThrow("Unflatten: axis is 2");
  expect(() => new Unflatten(1, [-1, 2])).toThrow("Unflatten");
});
