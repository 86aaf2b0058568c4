import { expect, test } from "vitest";
import { AdaptiveAvgPool1d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("AdaptiveAvgPool1d", {
  make: () => new AdaptiveAvgPool1d(3),
  input: [4, 3, 7],
  output: [4, 3, 3],
  refused: { input: [2, 3], message: "adaptiveAvgPool1d: x is [2, 3], expected [B, C, L]" },
});

test("AdaptiveAvgPool1d works by hand", () => {
  expect(new AdaptiveAvgPool1d(2).forward(tensor([[[1, 2, 3, 7]]])).toArray()).toEqual([[[1.5, 5]]]);
  expect(new AdaptiveAvgPool1d(1).forward(tensor([[[1, 2, 3, 7]]])).toArray()).toEqual([[[3.25]]]);
});
