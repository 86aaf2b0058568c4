import { expect, test } from "vitest";
import { Dropout1d } from "../../../src/nn/index.ts";
import { ones } from "../../../src/tensor/creation.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Dropout1d", {
  make: () => new Dropout1d(),
  input: [4, 3, 5],
  output: [4, 3, 5],
  refused: { input: [2, 3], message: "Dropout1d: x is [2, 3], expected [B, C, L]" },
});

test("Dropout1d drops about p of the channels, whole, in training mode only", () => {
  using layer = new Dropout1d(0.25);
  scope(() => {
    const x = ones([100, 100, 4]);
    const y = layer.forward(x).data;
    const channels = Array.from({ length: 10_000 }, (_, c) => new Set(y.subarray(4 * c, 4 * c + 4)));
    expect(channels.every((values) => values.size === 1)).toBe(true);
    // Five standard errors of the share of 10,000 channels: 5 · √(0.25 · 0.75 / 10⁴).
    expect(Math.abs(channels.filter((values) => values.has(0)).length / 10_000 - 0.25)).toBeLessThan(0.0217);
    expect(layer.eval().forward(x)).toBe(x);
  });
});
