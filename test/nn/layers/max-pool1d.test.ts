import { expect, test } from "vitest";
import { MaxPool1d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("MaxPool1d", {
  make: () => new MaxPool1d(3, { stride: 2, padding: 1 }),
  input: [1, 2, 7],
  output: [1, 2, 4],
  refused: { input: [2, 3], message: "maxPool1d: x is [2, 3], expected [B, C, L]" },
});

test("MaxPool1d slides by its own size unless told otherwise", () => {
  expect(new MaxPool1d(2).forward(tensor([[[1, 2, 3, 4, 9]]])).toArray()).toEqual([[[2, 4]]]);
  expect(new MaxPool1d(2, { stride: 1 }).forward(tensor([[[1, 2, 0]]])).toArray()).toEqual([[[2, 2]]]);
});
