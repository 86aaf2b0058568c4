import { expect, test } from "vitest";
import { LPPool2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LPPool2d", {
  make: () => new LPPool2d(1, 2),
  input: [4, 3, 5, 4],
  output: [4, 3, 2, 2],
  refused: { input: [2, 3], message: "lpPool2d: x is [2, 3], expected" },
});

test("LPPool2d works by hand", () => {
  expect(new LPPool2d(1, 2).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[10]]]]); // prettier-ignore
  expect(new LPPool2d(2, 1, { stride: 2 }).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[1]]]]); // prettier-ignore
});
