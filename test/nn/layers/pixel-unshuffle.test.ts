import { expect, test } from "vitest";
import { PixelUnshuffle } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("PixelUnshuffle", {
  make: () => new PixelUnshuffle(2),
  input: [2, 1, 4, 6],
  output: [2, 4, 2, 3],
  refused: { input: [2, 3], message: "pixelUnshuffle: x is [2, 3], expected" },
});

test("PixelUnshuffle works by hand", () => {
  expect(new PixelUnshuffle(2).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[1]], [[2]], [[3]], [[4]]]]); // prettier-ignore
});
