import { describe, expect, test } from "vitest";
import { Bilinear } from "../../../src/nn/index.ts";
import { bilinear } from "../../../src/ops/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("Bilinear", {
  make: () => new Bilinear(4, 3, 2),
  input: [5, 4],
  more: [[5, 3]],
  output: [5, 2],
  tensors: { weight: [2, 4, 3], bias: [2] },
  refused: { input: [5, 3], message: "bilinear: x1 is [5, 3], expected [..., D=4]" },
});

layerContract("Bilinear without bias", {
  make: () => new Bilinear(2, 3, 4, { bias: false }),
  input: [3, 2, 2],
  more: [[3, 2, 3]],
  output: [3, 2, 4],
  tensors: { weight: [4, 2, 3] },
});

describe("Bilinear", () => {
  test("is bilinear with its parameters, which begin uniform in ±1/√D", () => {
    using layer = new Bilinear(64, 8, 32);
    const [x1, x2] = [randomTensor(3, 64), randomTensor(3, 8)];
    expect(layer.forward(x1, x2).data).toEqual(bilinear(x1, x2, layer.weight, layer.bias).data);
    const largest = Math.max(...layer.weight.data.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(1 / 8);
    expect(largest).toBeGreaterThan(0.95 / 8);
  });

  test.each([0, 1.5, Number.NaN])("refuses %d inputs or outputs", (n) => {
    expect(() => new Bilinear(n, 2, 2)).toThrow(`Bilinear: D is ${n}, expected a whole number from 1 on`);
    expect(() => new Bilinear(2, n, 2)).toThrow(`Bilinear: E is ${n}, expected a whole number from 1 on`);
    expect(() => new Bilinear(2, 2, n)).toThrow(`Bilinear: U is ${n}, expected a whole number from 1 on`);
  });
});
