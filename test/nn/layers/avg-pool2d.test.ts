import { expect, test } from "vitest";
import { AvgPool2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("AvgPool2d", {
  make: () => new AvgPool2d(3, { stride: 2, padding: 1 }),
  input: [4, 3, 6, 7],
  output: [4, 3, 3, 4],
  refused: { input: [2, 3], message: "avgPool2d: x is [2, 3], expected [B, C, H, W]" },
});

test("AvgPool2d slides by its own size unless told otherwise", () => {
  expect(new AvgPool2d(2).forward(tensor([[[[1, 2, 3], [4, 1, 9]]]])).toArray()).toEqual([[[[2]]]]); // prettier-ignore
  expect(new AvgPool2d([1, 2], { stride: 1 }).forward(tensor([[[[1, 2, 0]]]])).toArray()).toEqual([[[[1.5, 1]]]]);
});
