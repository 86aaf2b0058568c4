import { expect, test } from "vitest";
import { LPPool1d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LPPool1d", {
  make: () => new LPPool1d(1, 2),
  input: [4, 3, 5],
  output: [4, 3, 2],
  refused: { input: [2, 3], message: "lpPool1d: x is [2, 3], expected" },
});

test("LPPool1d works by hand", () => {
  expect(new LPPool1d(2, 2).forward(tensor([[[3, 4]]])).toArray()).toEqual([[[5]]]); // prettier-ignore
});
