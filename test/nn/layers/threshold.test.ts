import { expect, test } from "vitest";
import { Threshold } from "../../../src/nn/index.ts";
import { threshold } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Threshold", { make: () => new Threshold(0.05, 20), input: [3, 2, 5], output: [3, 2, 5] });

test("Threshold is threshold, with its numbers", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Threshold(0.25, 20).forward(x).data).toEqual(threshold(x, 0.25, 20).data);
  expect(() => new Threshold(NaN, 0)).toThrow("Threshold: limit is NaN, expected a number");
  expect(() => new Threshold(0, NaN)).toThrow("Threshold: value is NaN, expected a number");
});
