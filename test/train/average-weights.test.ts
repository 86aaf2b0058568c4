import { describe, expect, test } from "vitest";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { BatchNorm1d, Linear, Sequential } from "../../src/nn/index.ts";
import { WeightAverage } from "../../src/optim/index.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { averageWeights, type AverageWeightsOptions, fit, updateNormalization } from "../../src/train/index.ts";
import { expectClose } from "../helpers/close.ts";
import { bits, compared, modes, network, options } from "../helpers/training.ts";

const data = compared(40);

describe("averageWeights", () => {
  const cases: readonly (readonly [AverageWeightsOptions, number | undefined, number[]])[] = [
    [{}, undefined, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    [{ every: "epoch", from: 2 }, undefined, [5, 8]],
    [{ from: 3 }, 0.5, [6, 7, 8]],
  ];
  test.each(cases)("gives the model the averages in the end: %j, decay %d", async (how, decay, taken) => {
    const model = network();
    const average = new WeightAverage(model, decay === undefined ? {} : { decay });
    const seen: number[][] = [];
    const noting: Callback = {
      onBatchEnd: () => void seen.push([...model.parameters()].flatMap((p) => [...p.data])),
    };
    const callbacks = [noting, averageWeights(average, how)];
    await fit(model, data, options(model, { epochs: 3, batchSize: 16, callbacks }));
    let expected = seen[taken[0]!]!;
    taken.slice(1).forEach((step, k) => {
      const keep = decay ?? (k + 1) / (k + 2);
      expected = expected.map((a, i) => keep * a + (1 - keep) * seen[step]![i]!);
    });
    const found = [...model.parameters()].flatMap((p) => [...p.data]);
    expectClose(found, expected, 1e-6);
    average.swap();
    expect([...model.parameters()].flatMap((p) => [...p.data])).toEqual(seen.at(-1));
  });

  test("leaves the weights alone if asked to, if training failed, and before the first epoch that counts", async () => {
    const train = async (how: AverageWeightsOptions | null, fails = false) => {
      const model = network();
      const averaging = how === null ? [] : [averageWeights(new WeightAverage(model), how)];
      const failing: Callback = {
        onEpochEnd({ epoch }) {
          if (fails && epoch === 2) throw new Error("enough");
        },
      };
      await fit(model, data, options(model, { callbacks: [...averaging, failing] })).catch(() => undefined);
      return bits(model);
    };
    const plain = await train(null);
    expect(await train({ swap: false })).toEqual(plain);
    expect(await train({ from: 3 })).toEqual(plain);
    expect(await train({})).not.toEqual(plain);
    expect(await train({}, true)).toEqual(await train(null, true));
  });

  test("resumes to the same bits", async () => {
    const kept: Uint8Array<ArrayBuffer>[] = [];
    const callback: Callback = { onBatchEnd: (_, training) => void kept.push(training.checkpoint()) };
    const train = async (more: Callback[], resume?: Uint8Array) => {
      const model = network();
      const callbacks = [averageWeights(new WeightAverage(model, { decay: 0.8 })), ...more];
      await fit(model, data, options(model, { batchSize: 16, callbacks, resume }));
      return bits(model);
    };
    const whole = await train([callback]);
    for (const resume of kept) expect(await train([], resume)).toEqual(whole);
    const model = network();
    const average = new WeightAverage(model, { decay: 0.8 });
    const again = { batchSize: 16, callbacks: [averageWeights(average)] };
    await fit(model, data, options(model, again)); // leaves the averages in the model
    await fit(model, data, options(model, { ...again, resume: kept[0]! }));
    expect(bits(model)).toEqual(whole);
    await expect(fit(model, data, options(model, { batchSize: 16, resume: kept[0]! }))).rejects.toThrow("callbacks.0.");
  });

  test("says what it expected", () => {
    const average = new WeightAverage(network());
    expect(() => averageWeights(average, { from: 0 })).toThrow("averageWeights: from is 0, expected a whole number");
    expect(() => averageWeights(average, { every: "day" as "epoch" })).toThrow(
      "averageWeights: every is day, expected",
    );
  });
});

describe("updateNormalization", () => {
  test("takes the means of one pass, and leaves modes and momentum as they were", async () => {
    const model = new Sequential(new BatchNorm1d(2, { momentum: 0.3 }), new Linear(2, 2));
    model.eval();
    const [norm] = [...model.namedModules()].flatMap(([, m]) => (m instanceof BatchNorm1d ? [m] : []));
    const x = [[1, 5], [3, 5], [2, 9], [6, 1], [0, 3], [4, 3]]; // prettier-ignore
    const samples = new ArrayDataset(x, new Int32Array(6));
    for (let pass = 0; pass < 2; pass++) {
      await updateNormalization(model, samples, { batchSize: 2 });
      expectClose(norm!.running_mean!.data, [(2 + 4 + 2) / 3, (5 + 5 + 3) / 3], 1e-6);
      expectClose(norm!.running_var!.data, [(2 + 8 + 8) / 3, (0 + 32 + 0) / 3], 1e-6);
      expect(norm!.num_batches_tracked!.item()).toBe(3);
    }
    expect(norm!.momentum).toBe(0.3);
    expect(modes(model)).toEqual([false, false, false]);
  });

  test("leaves a model without such layers alone, and wants samples", async () => {
    const model = network();
    const before = bits(model);
    await updateNormalization(model, data);
    expect(bits(model)).toEqual(before);
    const none = new ArrayDataset(new Float32Array(0), new Int32Array(0));
    await expect(updateNormalization(model, none)).rejects.toThrow(
      "updateNormalization: data is a dataset of 0 samples",
    );
  });
});
