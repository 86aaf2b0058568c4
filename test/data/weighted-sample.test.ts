import { describe, expect, test } from "vitest";
import { IndexError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset, batches, weightedSample, type WeightedSampleOptions } from "../../src/data/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { Linear, meanSquaredError } from "../../src/nn/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { fit } from "../../src/train/index.ts";
import { upTo } from "../helpers/elements.ts";

/** Sample i is `[[i], i]`. */
const counted = (n: number) =>
  new ArrayDataset({ data: Float32Array.from(upTo(n)), shape: [1] }, Int32Array.from(upTo(n)));

function drawn(options: WeightedSampleOptions, epoch?: number, n = options.weights.length): number[] {
  const data = weightedSample(counted(n), options);
  if (epoch !== undefined) data.enterEpoch(epoch);
  return Array.from(batches(data, data.length, { shuffle: false }), ([x, y]) => {
    expect(Array.from(x.data)).toEqual(Array.from(y.data));
    return Array.from(y.data);
  }).flat();
}

describe("weightedSample", () => {
  test("draws samples in proportion to their weights, others in each epoch", () => {
    const weights = [3, 0, 1, 4];
    const all = drawn({ weights, samples: 8000, seed: 1 });
    const counts = weights.map((_, i) => all.filter((x) => x === i).length);
    expect(counts[1]).toBe(0);
    weights.forEach((weight, i) => expect(Math.abs(counts[i]! - 1000 * weight)).toBeLessThan(150));
    expect(drawn({ weights, samples: 8000, seed: 1 }, 1)).toEqual(all);
    expect(drawn({ weights, samples: 8000, seed: 1 }, 2)).not.toEqual(all);
    expect(drawn({ weights, samples: 8000, seed: 2 })).not.toEqual(all);
    manualSeed(4);
    const free = drawn({ weights: upTo(50) });
    manualSeed(4);
    expect(drawn({ weights: upTo(50) })).toEqual(free);
    expect(free).toHaveLength(50);
  });

  test("draws again as an epoch is entered, and as it did when it is entered once more", () => {
    const data = weightedSample(counted(50), { weights: upTo(50), seed: 1 });
    const labels = () => Array.from(batches(data, 7, { shuffle: false }), ([, y]) => Array.from(y.data)).flat();
    const first = labels();
    expect(labels()).toEqual(first);
    data.enterEpoch(2);
    expect(labels()).not.toEqual(first);
    data.enterEpoch(1);
    expect(labels()).toEqual(first);
  });

  test("finds the lightest of many", () => {
    const weights = new Float64Array(200_000).fill(1e-9);
    weights[77_777] = 1;
    const all = drawn({ weights, samples: 20_000, seed: 3 });
    // The others weigh 2e-4 together.
    const others = all.filter((x) => x !== 77_777).length;
    expect(others).toBeGreaterThan(0);
    expect(others).toBeLessThan(20);
  });

  test("draws none twice, if told so, the heavier earlier", () => {
    const weights = [1, 0, 2, 4, 8, 1, 1];
    const counts = new Map<number, number>();
    for (let seed = 0; seed < 2000; seed++) {
      const all = drawn({ weights, samples: 3, replacement: false, seed });
      expect(new Set(all).size).toBe(3);
      expect(all).not.toContain(1);
      counts.set(all[0]!, (counts.get(all[0]!) ?? 0) + 1);
    }
    // The first is drawn by weight: 8 of 17 times the heaviest.
    expect(Math.abs(counts.get(4)! - (2000 * 8) / 17)).toBeLessThan(90);
    expect(Math.abs(counts.get(3)! - (2000 * 4) / 17)).toBeLessThan(80);
    expect(drawn({ weights, samples: 6, replacement: false, seed: 1 }).toSorted()).toEqual([0, 2, 3, 4, 5, 6]);
  });

  test("is told the epoch by fit, and tells it on", async () => {
    const epochs: number[] = [];
    const inner = Object.assign(counted(9), { enterEpoch: (epoch: number) => void epochs.push(epoch) });
    const model = new Linear(1, 1);
    const optimizer = new SGD(model, { learningRate: 0 });
    await fit(model, weightedSample(inner, { weights: upTo(9) }), {
      loss: (output, y) => meanSquaredError(output, y.view([y.size, 1])),
      optimizer,
      epochs: 2,
    });
    expect(epochs).toEqual([1, 2]);
  });

  test.each([
    [{ weights: [1, 2] }, "weightedSample: weights.length is 2, expected 3, one a sample"],
    [{ weights: [1, NaN, 1] }, "weightedSample: weights[1] is NaN, expected a finite number from 0 on"],
    [{ weights: [1, -1, 1] }, "weightedSample: weights[1] is -1"],
    [{ weights: [0, 0, 0] }, "weightedSample: the sum of weights is 0, expected a finite number above 0"],
    [{ weights: [1e308, 1e308, 0] }, "weightedSample: the sum of weights is Infinity"],
    [{ weights: [1, 1, 1], samples: 0 }, "weightedSample: samples is 0"],
    [{ weights: [1, 1, 1], samples: 1.5 }, "weightedSample: samples is 1.5"],
    [{ weights: [1, 1, 1], seed: -1 }, "weightedSample: seed is -1"],
    [{ weights: [1, 1, 0], samples: 3, replacement: false }, "weightedSample: samples is 3, expected at most 2, which"],
  ])("refuses %j", (options, message) => {
    expect(() => weightedSample(counted(3), options)).toThrow(ValueError);
    expect(() => weightedSample(counted(3), options)).toThrow(message);
  });

  test("has no other samples than it has", () => {
    const data = weightedSample(counted(3), { weights: [1, 1, 1], samples: 2 });
    for (const index of [-1, 2]) {
      expect(() => data.read(Int32Array.of(index), new Float32Array(1), new Int32Array(1))).toThrow(IndexError);
    }
  });
});
