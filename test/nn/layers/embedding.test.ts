import { describe, expect, test } from "vitest";
import { gradients } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { Embedding, Sequential, summary } from "../../../src/nn/index.ts";
import { sum } from "../../../src/ops/index.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { ones, tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { expectMoments } from "../../helpers/statistics.ts";

layerContract("Embedding", {
  make: () => new Embedding(5, 3),
  input: [4, 2],
  below: 5,
  output: [4, 2, 3],
  tensors: { weight: [5, 3] },
  refused: { input: [4, 2], message: "embedding: indices is float32, expected int32" },
});

describe("Embedding", () => {
  test("begins normal, but for the row of padding, which stays zero", () => {
    manualSeed(5);
    using layer = new Embedding(1001, 64, { paddingIndex: -1 });
    const weights = layer.weight.data;
    expectMoments(weights.slice(0, 64000), 0, 1, 3);
    expect([...weights.slice(64000)].every((value) => value === 0)).toBe(true);
    const y = sum(layer.forward(tensor(Int32Array.of(1000, 3, 1000))));
    const dw = gradients(y).get(layer.weight)!;
    expect(sum(dw, 1).toArray()).toEqual(Array.from({ length: 1001 }, (_, i) => (i === 3 ? 64 : 0)));
  });

  test("takes an initialiser, whose row of padding becomes zero", () => {
    using layer = new Embedding(3, 2, { init: ones, paddingIndex: 1 });
    expect(layer.weight.toArray()).toEqual([[1, 1], [0, 0], [1, 1]]); // prettier-ignore
    expect(layer.paddingIndex).toBe(1);
    expect(() => new Embedding(3, 2, { init: () => ones([2, 3]) })).toThrow(ShapeError);
    expect(() => new Embedding(3, 2, { init: () => ones([2, 3]) })).toThrow(
      "Embedding: the initial weight is [2, 3], expected [V=3, D=2]",
    );
  });

  test("can be summarized", () => {
    using model = new Sequential(new Embedding(10, 4));
    expect(summary(model, [2, 7], { dtype: "int32" })).toContain("[2, 7, 4]");
  });

  test("refuses what is no size, and no row", () => {
    for (const n of [0, 1.5, NaN]) {
      expect(() => new Embedding(n, 2)).toThrow(`Embedding: V is ${n}, expected a whole number from 1 on`);
      expect(() => new Embedding(2, n)).toThrow(`Embedding: D is ${n}, expected a whole number from 1 on`);
    }
    expect(() => new Embedding(3, 2, { paddingIndex: 3 })).toThrow(ValueError);
    expect(() => new Embedding(3, 2, { paddingIndex: 3 })).toThrow(
      "Embedding: paddingIndex is 3, expected a whole number from -3 to 2, or null",
    );
  });
});
