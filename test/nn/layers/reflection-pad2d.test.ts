import { expect, test } from "vitest";
import { ReflectionPad2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ReflectionPad2d", {
  make: () => new ReflectionPad2d(1),
  input: [2, 1, 3, 2],
  output: [2, 1, 5, 4],
  refused: { input: [2, 3], message: "ReflectionPad2d: x is [2, 3], expected" },
});

test("ReflectionPad2d works by hand", () => {
  expect(new ReflectionPad2d([[1, 0], [0, 1]]).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[3, 4, 3], [1, 2, 1], [3, 4, 3]]]]); // prettier-ignore
});
