import { expect, test } from "vitest";
import { MaxPool2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("MaxPool2d", {
  make: () => new MaxPool2d(3, { stride: 2, padding: 1 }),
  input: [1, 2, 4, 5],
  output: [1, 2, 3, 3],
  refused: { input: [2, 3], message: "maxPool2d: x is [2, 3], expected [B, C, H, W]" },
});

test("MaxPool2d slides by its own size unless told otherwise", () => {
  expect(new MaxPool2d(2).forward(tensor([[[[1, 2, 3], [4, 0, 9]]]])).toArray()).toEqual([[[[4]]]]); // prettier-ignore
  expect(new MaxPool2d([1, 2], { stride: 1 }).forward(tensor([[[[1, 2, 0]]]])).toArray()).toEqual([[[[2, 2]]]]);
});
