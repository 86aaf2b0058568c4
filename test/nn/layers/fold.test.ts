import { expect, test } from "vitest";
import { Fold } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Fold", {
  make: () => new Fold([3, 4], 2),
  input: [2, 8, 6],
  output: [2, 2, 3, 4],
  refused: { input: [2, 3], message: "fold: x is [2, 3], expected" },
});

test("Fold works by hand", () => {
  expect(new Fold(2, 2).forward(tensor([[[1], [2], [3], [4]]])).toArray()).toEqual([[[[1, 2], [3, 4]]]]); // prettier-ignore
});
