import { expect, test } from "vitest";
import { Unfold } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Unfold", {
  make: () => new Unfold(2, { padding: 1 }),
  input: [2, 2, 3, 4],
  output: [2, 8, 20],
  refused: { input: [2, 3], message: "unfold: x is [2, 3], expected" },
});

test("Unfold works by hand", () => {
  expect(new Unfold(2).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[1], [2], [3], [4]]]); // prettier-ignore
  expect(new Unfold([1, 2], { stride: 2 }).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[1], [2]]]); // prettier-ignore
});
