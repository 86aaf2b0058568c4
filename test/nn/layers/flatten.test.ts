import { expect, test } from "vitest";
import { Flatten } from "../../../src/nn/index.ts";
import { zeros } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Flatten", {
  make: () => new Flatten(),
  input: [3, 2, 4],
  output: [3, 8],
});

test("Flatten joins all axes from the one asked for", () => {
  expect(new Flatten(2).forward(zeros([2, 3, 4, 5])).shape).toEqual([2, 3, 20]);
  expect(new Flatten(-2).forward(zeros([2, 3, 4, 5])).shape).toEqual([2, 3, 20]);
  expect(new Flatten(0).forward(zeros([2, 3])).shape).toEqual([6]);
  expect(new Flatten().forward(zeros([2, 3])).shape).toEqual([2, 3]);
  expect(new Flatten().forward(zeros([2, 0, 3])).shape).toEqual([2, 0]);
});

test("Flatten refuses an axis that is not there", () => {
  expect(() => new Flatten().forward(zeros([3]))).toThrow("Flatten: axis is 1, expected a whole number from -1 to 0");
  expect(() => new Flatten(0.5)).toThrow("Flatten: startAxis is 0.5, expected a whole number");
});
