import { expect, test } from "vitest";
import { AdaptiveAvgPool2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("AdaptiveAvgPool2d", {
  make: () => new AdaptiveAvgPool2d(2),
  input: [4, 3, 5, 4],
  output: [4, 3, 2, 2],
  refused: { input: [2, 3], message: "adaptiveAvgPool2d: x is [2, 3], expected" },
});

test("AdaptiveAvgPool2d works by hand", () => {
  expect(new AdaptiveAvgPool2d(1).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[2.5]]]]); // prettier-ignore
  expect(new AdaptiveAvgPool2d([1, 2]).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[2, 3]]]]); // prettier-ignore
});
