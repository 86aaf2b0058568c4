import { describe, expect, test } from "vitest";
import { AutogradError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { crossEntropy, Linear, meanSquaredError, Sequential } from "../../src/nn/index.ts";
import { Adam, SGD } from "../../src/optim/index.ts";
import { linear, mean, mul } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { Callback, TrainBegin } from "../../src/train/callbacks.ts";
import { accuracy, fit, type FitOptions } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { bits, compared, modes, network, options } from "../helpers/training.ts";

describe("fit", () => {
  test("answers plain data: figures of every epoch, and of the validation data", async () => {
    const model = network();
    const history = await fit(model, compared(70), {
      ...options(model),
      batchSize: 16,
      validation: compared(30),
      metrics: { accuracy },
    });
    expect(history.map((h) => h.epoch)).toEqual([1, 2]);
    const last: number = history[1]!.metrics.accuracy;
    expect(last).toBeGreaterThan(0.4);
    expect(history[1]!.loss).toBeLessThan(history[0]!.loss);
    expect(Object.keys(history[0]!).sort()).toEqual(
      ["epoch", "loss", "metrics", "samplesPerSecond", "seconds", "validation"].sort(),
    );
    expect(history[0]!.validation!.metrics.accuracy).toBeGreaterThanOrEqual(0);
    expect(history[0]!.samplesPerSecond).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(history))).toEqual(history);
  });

  test("weighs batches by their samples, the smaller last one too", async () => {
    const data = new ArrayDataset([1, 2, 3, 4, 5], [0, 0, 0, 0, 0]);
    const w = new Linear(1, 1);
    const [frozen] = await fit(
      w,
      new ArrayDataset({ data: data.x.data, shape: [1] }, { data: data.y.data, shape: [1] }),
      {
        loss: meanSquaredError,
        optimizer: new SGD(w, { learningRate: 0 }),
        epochs: 1,
        batchSize: 2,
        metrics: { mean: (output) => mean(output).item() },
      },
    );
    const f = (x: number) => w.weight.item() * x + w.bias!.item();
    expect(frozen!.metrics.mean).toBeCloseTo(
      [1, 2, 3, 4, 5].reduce((s, x) => s + f(x) / 5, 0),
      6,
    );
    expect(frozen!.loss).toBeCloseTo(
      [1, 2, 3, 4, 5].reduce((s, x) => s + f(x) ** 2 / 5, 0),
      5,
    );
  });

  test("takes metrics that add up by themselves, afresh for each pass", async () => {
    const model = network();
    let started = 0;
    const largest = {
      start() {
        started++;
        let most = 0;
        return { add: (_: Tensor, y: Tensor) => void (most = Math.max(most, y.shape[0]!)), value: () => most };
      },
    };
    const history = await fit(model, compared(20), {
      ...options(model),
      batchSize: 8,
      validation: compared(5),
      metrics: { largest },
    });
    expect(history.map((h) => [h.metrics.largest, h.validation!.metrics.largest])).toEqual([
      [8, 5],
      [8, 5],
    ]);
    expect(started).toBe(4);
  });

  test("gives the same bits twice for a seed, with dropout, and others for another seed", async () => {
    const run = async (seed?: number) => {
      const model = network();
      const history = await fit(model, compared(50), options(model, { seed, batchSize: 8, validation: 0.2 }));
      return { bits: bits(model), losses: history.map((h) => [h.loss, h.validation!.loss]) };
    };
    expect(await run(5)).toEqual(await run(5));
    expect((await run(6)).losses).not.toEqual((await run(5)).losses);
    // Without a seed the default generator decides, which network() has seeded.
    expect(await run()).toEqual(await run());
  });

  test("reseeds layers, not weights", async () => {
    const model = network();
    const rate = { optimizer: new SGD(model, { learningRate: 0 }), shuffle: false, epochs: 1 };
    const [first] = await fit(model, compared(50), options(model, { ...rate, seed: 5 }));
    const [again] = await fit(model, compared(50), options(model, { ...rate, seed: 5 }));
    const [other] = await fit(model, compared(50), options(model, { ...rate, seed: 6 }));
    expect(again!.loss).toBe(first!.loss);
    expect(other!.loss).not.toBe(first!.loss);
  });

  test("sets a share apart, at random", async () => {
    const model = network();
    let begin: TrainBegin | null = null;
    const callbacks: Callback[] = [{ onTrainBegin: (b) => void (begin = b) }];
    await fit(model, compared(50), options(model, { validation: 0.2, callbacks }));
    expect(begin).toEqual({
      epochs: 2,
      batchSize: 32,
      batches: 2,
      samples: 40,
      validationSamples: 10,
      history: [],
      batch: 0,
      seen: 0,
      last: 0,
    });
  });

  test("trains functions, which keep their parameters themselves", async () => {
    const layer = new Linear(2, 2);
    const before = layer.weight.data;
    await fit((x) => linear(x, layer.weight, layer.bias), compared(20), options(layer));
    expect(layer.weight.data).not.toEqual(before);
  });

  test("works in training mode, validates in evaluation mode, and restores the modes there were", async () => {
    const model = network();
    model.eval();
    const layers = Array.from(model.namedModules(), ([, module]) => module);
    layers[2]!.training = true;
    const before = modes(model);
    const seen: boolean[][] = [];
    const loss = (output: Tensor, y: Tensor) => {
      seen.push(modes(model));
      return crossEntropy(output, y);
    };
    await fit(model, compared(4), options(model, { loss, epochs: 1, validation: compared(4) }));
    expect(seen).toEqual([Array(5).fill(true), Array(5).fill(false)]);
    expect(modes(model)).toEqual(before);
    const fail = () => {
      throw new Error("no");
    };
    await expect(fit(model, compared(4), options(model, { loss: fail }))).rejects.toThrow("no");
    expect(modes(model)).toEqual(before);
  });

  test("takes no memory that it does not give back", async () => {
    const model = network();
    const given = options(model, { batchSize: 8, validation: 0.3, metrics: { accuracy } });
    await fit(model, compared(50), given);
    const before = memoryStats();
    await fit(model, compared(50), given);
    expect(memoryStats()).toEqual(before);
  });
});

describe("what cannot be trained", () => {
  test("a label without a class: the step that meets it changes nothing, and the engine goes on", async () => {
    const data = new ArrayDataset({ data: new Float32Array(24).fill(0.5), shape: [2] }, new Int32Array(12));
    data.y.data[9] = 10;
    const model = new Sequential(new Linear(2, 10));
    const optimizer = new Adam(model);
    const snapshot = () => [
      bits(model),
      Array.from(optimizer.namedTensors().values(), (t) => Array.from(new Uint32Array(t.data.buffer))),
    ];
    let before: unknown;
    const before0 = memoryStats();
    const promise = fit(model, data, {
      loss: crossEntropy,
      optimizer,
      epochs: 1,
      batchSize: 4,
      shuffle: false,
      callbacks: [{ onBatchEnd: () => void (before = snapshot()) }],
    });
    await expect(promise).rejects.toThrow(IndexError);
    await expect(promise).rejects.toThrow("index is 10, expected 0 <= index < 10");
    expect(snapshot()).toEqual(before);
    expect(memoryStats()).toEqual({ ...before0, peak: memoryStats().peak });
    data.y.data[9] = 9;
    await fit(model, data, { loss: crossEntropy, optimizer, epochs: 1 });
    expect(snapshot()).not.toEqual(before);
  });

  test("a loss that is no number, by epoch and batch", async () => {
    const model = network();
    const data = compared(20);
    data.x.data[33] = Number.NaN;
    const given = options(model, { batchSize: 4, shuffle: false });
    await expect(fit(model, data, given)).rejects.toThrow(ValueError);
    const other = network();
    await expect(fit(other, data, { ...given, optimizer: new Adam(other) })).rejects.toThrow(
      "fit: loss is NaN at epoch 1, batch 5, expected a finite number; lower the learning rate",
    );
  });

  test("options that cannot be used", async () => {
    const model = network();
    const cases: [Partial<FitOptions>, string][] = [
      [{ epochs: 0 }, "fit: epochs is 0, expected a whole number from 1 on"],
      [{ epochs: 1.5 }, "fit: epochs is 1.5"],
      [{ batchSize: 0 }, "fit: batchSize is 0, expected a whole number from 1 on"],
      [{ batchSize: Number.NaN }, "fit: batchSize is NaN"],
      [{ seed: -1 }, "seed is -1"],
      [{ validation: 1.5 }, "split: validation is 1.5"],
      [{ validation: 20 }, "split: test and validation take 20 of 20 samples"],
      [{ validation: compared(0) }, "fit: validation is a dataset of 0 samples, expected at least one"],
      [{ loss: undefined as never }, "fit: loss is undefined, expected a function"],
      [{ optimizer: "adam" as never }, "fit: optimizer is none, expected one such as new Adam(model)"],
    ];
    const before = bits(model);
    for (const [rest, message] of cases) {
      const promise = fit(model, compared(20), options(model, rest));
      await expect(promise, message).rejects.toThrow(ValueError);
      await expect(promise).rejects.toThrow(message);
    }
    await expect(fit(model, compared(0), options(model))).rejects.toThrow("fit: data is a dataset of 0 samples");
    await expect(fit(model, [[[1, 2], 0]] as never, options(model))).rejects.toThrow(
      "fit: data is an array, expected a dataset or a pipeline; make one by new ArrayDataset(x, y), or by pipeline(samples)",
    );
    expect(bits(model)).toEqual(before);
  });

  test("shapes and losses that do not fit, by the op that finds out", async () => {
    const model = network();
    const wide = new ArrayDataset([[1, 2, 3]], Int32Array.of(0));
    await expect(fit(model, wide, options(model))).rejects.toThrow(ShapeError);
    await expect(fit(model, wide, options(model))).rejects.toThrow("linear: x is [1, 3], expected [..., D=2]");
    const notScalar = options(model, { loss: (output) => mul(output, output) });
    await expect(fit(model, compared(4), notScalar)).rejects.toThrow("gradients: loss is [4, 2], expected one element");
    const constant = options(model, { loss: () => tensor(1) });
    await expect(fit(model, compared(4), constant)).rejects.toThrow(AutogradError);
  });
});
