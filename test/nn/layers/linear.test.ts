import { describe, expect, test } from "vitest";
import { Linear } from "../../../src/nn/index.ts";
import { full, tensor, zeros } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Linear", {
  make: () => new Linear(4, 3),
  input: [5, 4],
  output: [5, 3],
  tensors: { weight: [3, 4], bias: [3] },
  refused: { input: [2, 5], message: "linear: x is [2, 5], expected [..., D=4]" },
});

layerContract("Linear without bias", {
  make: () => new Linear(3, 2, { bias: false }),
  input: [4, 6, 3],
  output: [4, 6, 2],
  tensors: { weight: [2, 3] },
});

describe("Linear", () => {
  test("computes x·Wᵀ + b by hand", () => {
    using layer = new Linear(2, 2, { init: () => tensor([1, 2, 3, 4], [2, 2]) });
    layer.load(new Map([...layer.namedTensors(), ["bias", tensor([10, 20])]]));
    expect(layer.forward(tensor([[1, 1]])).toArray()).toEqual([[13, 27]]);
  });

  test("begins uniform in ±1/√D, weight and bias, and fills that range", () => {
    using layer = new Linear(64, 256);
    for (const w of [layer.weight, layer.bias!]) {
      const largest = Math.max(...w.data.map(Math.abs));
      expect(largest).toBeLessThanOrEqual(1 / 8);
      expect(largest).toBeGreaterThan(0.95 / 8);
    }
    const squares = Float32Array.from(layer.weight.data).reduce((sum, v) => sum + v * v, 0) / layer.weight.size;
    // The variance of a uniform number is bound² / 3; 16,384 of them miss it by 0.7 % (one standard error).
    expect(squares * 3 * 64).toBeGreaterThan(0.96);
    expect(squares * 3 * 64).toBeLessThan(1.04);
  });

  test("takes any initialiser, but only numbers of the weight's shape", () => {
    using layer = new Linear(2, 3, { init: (shape) => full(shape, 0.5), bias: false });
    expect(layer.weight.data).toEqual(new Float32Array(6).fill(0.5));
    expect(() => new Linear(2, 3, { init: () => zeros([2, 3]) })).toThrow(
      "Linear: the initial weight is [2, 3], expected [U=3, D=2]",
    );
    expect(() => new Linear(2, 3, { init: (shape) => zeros(shape, "int32") })).toThrow(
      "Parameter: value is int32, expected float32",
    );
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity])("refuses %d inputs or outputs", (n) => {
    expect(() => new Linear(n, 2)).toThrow(`Linear: D is ${n}, expected a whole number from 1 on`);
    expect(() => new Linear(2, n)).toThrow(`Linear: U is ${n}, expected a whole number from 1 on`);
  });
});
