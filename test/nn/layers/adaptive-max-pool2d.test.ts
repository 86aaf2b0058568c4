import { expect, test } from "vitest";
import { AdaptiveMaxPool2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("AdaptiveMaxPool2d", {
  make: () => new AdaptiveMaxPool2d(2),
  input: [1, 1, 2, 3],
  output: [1, 1, 2, 2],
  refused: { input: [2, 3], message: "adaptiveMaxPool2d: x is [2, 3], expected" },
});

test("AdaptiveMaxPool2d works by hand", () => {
  expect(new AdaptiveMaxPool2d(1).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[4]]]]); // prettier-ignore
  expect(new AdaptiveMaxPool2d([2, 1]).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[2], [4]]]]); // prettier-ignore
});
