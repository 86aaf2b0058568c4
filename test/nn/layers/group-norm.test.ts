import { expect, test } from "vitest";
import { GroupNorm } from "../../../src/nn/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("GroupNorm", {
  make: () => new GroupNorm(2, 4),
  input: [4, 4, 3],
  output: [4, 4, 3],
  tensors: { weight: [4], bias: [4] },
  refused: { input: [2, 6, 3], message: "groupNorm: weight is [4], expected [C=6]" },
});

test("GroupNorm refuses groups that do not divide the channels", () => {
  expect(() => new GroupNorm(3, 4)).toThrow("GroupNorm: C is 4, expected a multiple of groups=3");
  expect(() => new GroupNorm(0, 4)).toThrow("GroupNorm: groups is 0, expected a whole number from 1 on");
  using plain = new GroupNorm(2, 4, { affine: false });
  expect([...plain.namedTensors().keys()]).toEqual([]);
});
