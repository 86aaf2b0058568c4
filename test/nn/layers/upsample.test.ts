import { expect, test } from "vitest";
import { Upsample } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Upsample", {
  make: () => new Upsample({ scale: 2, mode: "bilinear" }),
  input: [2, 1, 3, 2],
  output: [2, 1, 6, 4],
  refused: { input: [2, 3], message: "interpolate: x is [2, 3], expected" },
});

test("Upsample works by hand", () => {
  expect(new Upsample({ size: [2, 4] }).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[1, 1, 2, 2], [3, 3, 4, 4]]]]); // prettier-ignore
});
