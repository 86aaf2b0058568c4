import { expect, test } from "vitest";
import { ConstantPad2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ConstantPad2d", {
  make: () => new ConstantPad2d([1, 1], 3),
  input: [2, 1, 3, 2],
  output: [2, 1, 5, 4],
  refused: { input: [2, 3], message: "ConstantPad2d: x is [2, 3], expected" },
});

test("ConstantPad2d works by hand", () => {
  expect(new ConstantPad2d([[1, 0], [0, 2]], 7).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[7, 7, 7, 7], [1, 2, 7, 7], [3, 4, 7, 7]]]]); // prettier-ignore
});
