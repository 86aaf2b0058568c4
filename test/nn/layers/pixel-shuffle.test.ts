import { expect, test } from "vitest";
import { PixelShuffle } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("PixelShuffle", {
  make: () => new PixelShuffle(2),
  input: [2, 4, 2, 3],
  output: [2, 1, 4, 6],
  refused: { input: [2, 3], message: "pixelShuffle: x is [2, 3], expected" },
});

test("PixelShuffle works by hand", () => {
  expect(new PixelShuffle(2).forward(tensor([[[[1]], [[2]], [[3]], [[4]]]])).toArray()).toEqual([[[[1, 2], [3, 4]]]]); // prettier-ignore
});
