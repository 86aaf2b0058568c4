import { expect, test } from "vitest";
import { ZeroPad2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ZeroPad2d", {
  make: () => new ZeroPad2d(1),
  input: [2, 1, 3, 2],
  output: [2, 1, 5, 4],
  refused: { input: [2, 3], message: "ZeroPad2d: x is [2, 3], expected" },
});

test("ZeroPad2d works by hand", () => {
  expect(new ZeroPad2d([[1, 0], [0, 2]]).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[0, 0, 0, 0], [1, 2, 0, 0], [3, 4, 0, 0]]]]); // prettier-ignore
});
