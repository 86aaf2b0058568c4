import { expect, test } from "vitest";
import { AdaptiveMaxPool1d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("AdaptiveMaxPool1d", {
  make: () => new AdaptiveMaxPool1d(3),
  input: [4, 3, 7],
  output: [4, 3, 3],
  refused: { input: [2, 3], message: "adaptiveMaxPool1d: x is [2, 3], expected [B, C, L]" },
});

test("AdaptiveMaxPool1d works by hand", () => {
  expect(new AdaptiveMaxPool1d(2).forward(tensor([[[1, 2, 3, 7]]])).toArray()).toEqual([[[2, 7]]]);
  expect(new AdaptiveMaxPool1d(1).forward(tensor([[[1, 2, 3, 7]]])).toArray()).toEqual([[[7]]]);
});
