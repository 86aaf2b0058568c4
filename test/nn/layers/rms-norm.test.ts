import { expect, test } from "vitest";
import { RMSNorm } from "../../../src/nn/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("RMSNorm", {
  make: () => new RMSNorm(5),
  input: [4, 3, 5],
  output: [4, 3, 5],
  tensors: { weight: [5] },
  refused: { input: [2, 4], message: "rmsNorm: x is [2, 4], expected [..., 5]" },
});

test("RMSNorm goes without a weight, and refuses sizes that are none", () => {
  using plain = new RMSNorm(4, { affine: false });
  expect([...plain.namedTensors().keys()]).toEqual([]);
  expect(() => new RMSNorm([2, 0])).toThrow("RMSNorm: normalizedShape is [2, 0], expected whole numbers from 1 on");
});
