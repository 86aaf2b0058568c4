import { expect, test } from "vitest";
import { LastStep } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LastStep", {
  make: () => new LastStep(),
  input: [3, 4, 2],
  output: [3, 2],
  refused: { input: [3], message: "lastStep: x is [3], expected [B, T, ...] with at least one step" },
});

test("LastStep takes the steps before lengths", () => {
  using layer = new LastStep();
  const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
  expect(layer.forward(x).toArray()).toEqual([3, 6]);
  expect(layer.forward(x, tensor(Int32Array.of(2, 1))).toArray()).toEqual([2, 4]);
});
