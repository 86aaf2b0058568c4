import { expect, test } from "vitest";
import { LayerNorm } from "../../../src/nn/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LayerNorm", {
  make: () => new LayerNorm([3, 5]),
  input: [4, 3, 5],
  output: [4, 3, 5],
  tensors: { weight: [3, 5], bias: [3, 5] },
  refused: { input: [2, 4], message: "layerNorm: x is [2, 4], expected [..., 3, 5]" },
});

test("LayerNorm goes without a bias, and without both", () => {
  using plain = new LayerNorm(4, { affine: false });
  using biased = new LayerNorm(4, { bias: false });
  expect([...plain.namedTensors().keys()]).toEqual([]);
  expect([...biased.namedTensors().keys()]).toEqual(["weight"]);
});

test("LayerNorm refuses what is out of range", () => {
  expect(() => new LayerNorm(0)).toThrow("LayerNorm: normalizedShape is [0], expected whole numbers from 1 on");
  expect(() => new LayerNorm(3, { epsilon: -1 })).toThrow("LayerNorm: epsilon is -1, expected a finite number");
});
