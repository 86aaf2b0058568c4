import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { Dropout, Linear, Sequential } from "../../../src/nn/index.ts";
import { sum } from "../../../src/ops/index.ts";
import { ones, zeros } from "../../../src/tensor/creation.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Dropout", { make: () => new Dropout(), input: [3, 2, 5], output: [3, 2, 5] });

describe("Dropout", () => {
  test("drops about p of the numbers and scales the others, in training mode only", () => {
    scope(() => {
      using layer = new Dropout(0.25);
      const x = ones([100, 100]);
      const y = layer.forward(x).data;
      const kept = y.filter((v) => v !== 0);
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.75)]));
      // Five standard errors of the share of 10,000 numbers: 5 · √(0.25 · 0.75 / 10⁴).
      expect(Math.abs(kept.length / y.length - 0.75)).toBeLessThan(0.0217);
      expect(layer.eval().forward(x)).toBe(x);
    });
  });

  test("sends the gradient through the numbers that it kept", () => {
    scope(() => {
      using layer = new Dropout();
      const x = variable(ones([50]));
      const y = layer.forward(x);
      expect(gradients(sum(y)).get(x)!.data).toEqual(y.data);
    });
  });

  test("draws on its own account, from the seed on", () => {
    const run = (other: () => void) =>
      scope(() => {
        manualSeed(3);
        using first = new Dropout();
        using second = new Dropout();
        other();
        return [first, second].map((layer) => Array.from(layer.forward(ones([64])).data));
      });
    const [a, b] = run(() => {});
    expect(a).not.toEqual(b);
    expect(run(() => new Linear(3, 3).dispose())).toEqual([a, b]);
    manualSeed(0);
  });

  test("shows its generator, for a checkpoint to go on from", () => {
    scope(() => {
      using model = new Sequential(new Linear(4, 4), new Dropout());
      const generator = new Map(model.namedGenerators()).get("1.generator")!;
      const saved = generator.save();
      const once = model.at(1).forward(ones([64])).data;
      generator.restore(saved);
      expect(model.at(1).forward(ones([64])).data).toEqual(once);
    });
  });

  test("drops nothing or all at the ends, and refuses what is beyond", () => {
    scope(() => {
      using none = new Dropout(0);
      using all = new Dropout(1);
      expect(none.forward(ones([8])).data).toEqual(ones([8]).data);
      expect(all.forward(ones([8])).data).toEqual(zeros([8]).data);
    });
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => new Dropout(p)).toThrow(`Dropout: p is ${p}, expected a number from 0 to 1`);
    }
  });
});
