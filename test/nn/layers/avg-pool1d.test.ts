import { expect, test } from "vitest";
import { AvgPool1d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("AvgPool1d", {
  make: () => new AvgPool1d(3, { stride: 2, padding: 1 }),
  input: [4, 3, 7],
  output: [4, 3, 4],
  refused: { input: [2, 3], message: "avgPool1d: x is [2, 3], expected [B, C, L]" },
});

test("AvgPool1d slides by its own size unless told otherwise", () => {
  expect(new AvgPool1d(2).forward(tensor([[[1, 2, 3, 4, 9]]])).toArray()).toEqual([[[1.5, 3.5]]]);
  expect(new AvgPool1d(2, { stride: 1 }).forward(tensor([[[1, 2, 0]]])).toArray()).toEqual([[[1.5, 1]]]);
});
