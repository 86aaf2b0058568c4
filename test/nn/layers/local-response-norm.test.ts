import { expect, test } from "vitest";
import { LocalResponseNorm } from "../../../src/nn/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LocalResponseNorm", {
  make: () => new LocalResponseNorm(3, { alpha: 0.5 }),
  input: [4, 4, 3],
  output: [4, 4, 3],
  refused: { input: [2, 6], message: "localResponseNorm: x is [2, 6], expected [B, C, L, ...]" },
});

test("LocalResponseNorm refuses sizes that are none", () => {
  expect(() => new LocalResponseNorm(0)).toThrow("LocalResponseNorm: size is 0, expected a whole number from 1 on");
});
