import { describe, expect, test } from "vitest";
import { ValueError } from "../../../src/base/errors.ts";
import { ArrayDataset, collect, kFold, type Dataset } from "../../../src/data/index.ts";
import { digits } from "../../../src/data/datasets/index.ts";
import { crossEntropy, Linear, type Module } from "../../../src/nn/index.ts";
import { Adam } from "../../../src/optim/index.ts";
import { accuracy, crossValidate, learningCurve, validationCurve } from "../../../src/train/index.ts";
import { memoryStats } from "../../../src/wasm/heap.ts";
import { DATA, definition, SETTINGS, timeless } from "../../helpers/selection.ts";

const OPTIONS = { settings: SETTINGS, epochs: 1, seed: 1, folds: 3 };

/** The definition, and the inputs and labels that it trains with. */
function spied() {
  const seen: { x: string[]; y: number[]; validation: number }[] = [];
  const own = {
    ...definition,
    prepare({ train, validation }: { train: Dataset; validation: Dataset }) {
      const { x, y } = collect(train);
      const inputs = Array.from({ length: train.length }, (_, i) => String(x.data.slice(2 * i, 2 * i + 2)));
      seen.push({ x: inputs, y: [...y.data], validation: validation.length });
      return { train, validation };
    },
  };
  return { seen, own };
}

describe("learningCurve", () => {
  test("of digits: validation becomes better with more samples, and training worse, until they are close", async () => {
    const trainer = {
      build: () => new Linear(64, 10),
      loss: crossEntropy,
      optimizer: (model: Module) => new Adam(model, { learningRate: 0.05 }),
      metrics: { accuracy },
    };
    const curve = await learningCurve(trainer, digits().train, {
      sizes: [20, 100, 0.9],
      folds: 2,
      epochs: 15,
      seed: 3,
    });
    expect(curve.map(({ size }) => size)).toEqual([20, 100, 646]);
    const [few, some, many] = curve.map(({ mean }) => mean);
    expect(some!.validation.metrics.accuracy).toBeGreaterThan(few!.validation.metrics.accuracy + 0.1);
    expect(many!.validation.metrics.accuracy).toBeGreaterThan(some!.validation.metrics.accuracy + 0.02);
    const gaps = [few, some, many].map((mean) => mean!.metrics.accuracy - mean!.validation.metrics.accuracy);
    expect(gaps[0]).toBeGreaterThan(0.2);
    expect(gaps[2]).toBeLessThan(0.08);
    expect(many!.validation.metrics.accuracy).toBeGreaterThan(0.9);
  });

  test("trains with nested parts in which labels are in proportion, and validates with whole folds", async () => {
    const { seen, own } = spied();
    const rare = new ArrayDataset(
      DATA.x,
      Int32Array.from({ length: 60 }, (_, i) => Number(i % 5 === 0)),
    );
    const folds = kFold(rare, { folds: 3 });
    const curve = await learningCurve(own, rare, { ...OPTIONS, folds, sizes: [0.5, 8, 1, 20, 8] });
    expect(curve.map(({ size }) => size)).toEqual([8, 20, 40]);
    expect(curve.every(({ folds }) => folds.length === 3)).toBe(true);
    for (const fold of [0, 1, 2]) {
      const [small, middle, all] = [0, 1, 2].map((k) => seen[3 * k + fold]!);
      expect([small, middle, all].map((part) => part!.validation)).toEqual([20, 20, 20]);
      expect(middle!.x.slice(0, 8)).toEqual(small!.x);
      expect(all!.x.slice(0, 20)).toEqual(middle!.x);
      expect(new Set(all!.x).size).toBe(40);
      const share = all!.y.reduce((a, b) => a + b) / 40;
      for (const n of [8, 20, 30]) {
        const ones = all!.y.slice(0, n).reduce((a, b) => a + b);
        expect(Math.abs(ones - share * n)).toBeLessThan(1);
      }
    }
  });

  test("has scikit-learn's sizes by default, and with all samples and another order a cross-validation's folds", async () => {
    const curve = await learningCurve(definition, DATA, { ...OPTIONS, folds: 2 });
    // np.unique((np.linspace(0.1, 1, 5) * 30).astype(int))
    expect(curve.map(({ size }) => size)).toEqual([3, 9, 16, 23, 30]);
    const again = await learningCurve(definition, DATA, { ...OPTIONS, folds: 2 });
    expect(timeless(again)).toBe(timeless(curve));
    const { live } = memoryStats();
    await learningCurve(definition, DATA, { ...OPTIONS, sizes: [1] });
    expect(memoryStats().live).toBe(live);
  });

  test("refuses sizes of no sample, or of more than there are", async () => {
    for (const sizes of [[0], [-1], [41], [2.5], [Number.NaN], [0.001], []]) {
      await expect(learningCurve(definition, DATA, { ...OPTIONS, sizes })).rejects.toBeInstanceOf(ValueError);
    }
    await expect(learningCurve(definition, DATA, { ...OPTIONS, sizes: [41] })).rejects.toThrow(
      "learningCurve: a size is 41, expected a share up to 1, or a whole number, of 1 to 40 samples",
    );
  });
});

describe("validationCurve", () => {
  test("has figures by the value of a setting, and errors where there are none", async () => {
    const curve = await validationCurve(definition, DATA, {
      ...OPTIONS,
      name: "learningRate",
      values: [0.01, -1, 0.1],
      settings: { hidden: 4 },
    });
    expect(curve.map(({ value }) => value)).toEqual([0.01, -1, 0.1]);
    expect(curve[1]).toEqual({ value: -1, error: { name: "ValueError", message: expect.stringContaining("is -1") } });
    const losses = curve.map((point) => (point.error === null ? point.mean.validation.loss : null));
    expect(losses[0]).toBeGreaterThan(losses[2]!);
    const first = await crossValidate(definition, DATA, { ...OPTIONS, settings: { hidden: 4, learningRate: 0.01 } });
    expect(timeless(curve[0])).toBe(timeless({ value: 0.01, ...first, error: null }));
  });

  test("refuses an empty list, and fails if all values do", async () => {
    const options = { ...OPTIONS, name: "learningRate" as const, settings: { hidden: 4 } };
    await expect(validationCurve(definition, DATA, { ...options, values: [] })).rejects.toThrow(
      "validationCurve: values is an empty list, expected at least one value",
    );
    await expect(validationCurve(definition, DATA, { ...options, values: [-1, -2] })).rejects.toThrow(
      /^validationCurve: all 2 trials failed, expected one that does not; the first with ValueError: .* is -1/,
    );
  });
});
