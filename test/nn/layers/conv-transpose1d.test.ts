import { expect, test } from "vitest";
import { ConvTranspose1d } from "../../../src/nn/index.ts";
import { full, zeros } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ConvTranspose1d", {
  make: () => new ConvTranspose1d(3, 5, 3),
  input: [4, 3, 6],
  output: [4, 5, 8],
  tensors: { weight: [3, 5, 3], bias: [5] },
  refused: { input: [2, 3], message: "x is [2, 3], expected [B, C" },
});

test("ConvTranspose1d begins uniform in PyTorch's bounds, takes an initialiser, groups, and no bias", () => {
  using layer = new ConvTranspose1d(64, 64, 3, { groups: 4 });
  const bound = 1 / Math.sqrt(layer.weight.size / 64);
  for (const w of [layer.weight, layer.bias!]) {
    const largest = Math.max(...w.data.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.9 * bound);
  }
  using other = new ConvTranspose1d(2, 2, 1, { bias: false, init: (shape) => full(shape, 0.5) });
  expect([...other.weight.data]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(other.bias).toBe(null);
  expect(() => new ConvTranspose1d(2, 2, 1, { init: () => zeros([2, 2]) })).toThrow(
    "ConvTranspose1d: the initial weight is [2, 2], expected",
  );
});

test("ConvTranspose1d refuses sizes that are none", () => {
  expect(() => new ConvTranspose1d(0, 2, 1)).toThrow("ConvTranspose1d: C is 0, expected a whole number from 1 on");
  expect(() => new ConvTranspose1d(2, 1.5, 1)).toThrow("ConvTranspose1d: O is 1.5, expected a whole number from 1 on");
  expect(() => new ConvTranspose1d(2, 2, 0)).toThrow(
    "ConvTranspose1d: kernelSize is 0, expected a whole number from 1 on",
  );
  expect(() => new ConvTranspose1d(2, 3, 1, { groups: 2 })).toThrow(
    "ConvTranspose1d: O is 3, expected a multiple of groups=2",
  );
});
