import { expect, test } from "vitest";
import { CircularPad2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("CircularPad2d", {
  make: () => new CircularPad2d(1),
  input: [2, 1, 3, 2],
  output: [2, 1, 5, 4],
  refused: { input: [2, 3], message: "CircularPad2d: x is [2, 3], expected" },
});

test("CircularPad2d works by hand", () => {
  expect(new CircularPad2d([[1, 0], [0, 2]]).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[3, 4, 3, 4], [1, 2, 1, 2], [3, 4, 3, 4]]]]); // prettier-ignore
});
