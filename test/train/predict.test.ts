import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { Dropout, Linear, meanSquaredError, ReLU, Sequential } from "../../src/nn/index.ts";
import { argmax, mul, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { evaluate, predict } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";

const model = new Sequential(new Linear(3, 8), new ReLU(), new Dropout(0.5), new Linear(8, 2));
const x = randomTensor(37, 3);
const data = new ArrayDataset({ data: x.data, shape: [3] }, { data: new Float32Array(74), shape: [2] });

describe("predict", () => {
  test("gives each sample's output in order, whatever the batches, without dropout", async () => {
    model.eval();
    const whole = model.forward(x).data;
    model.train();
    for (const batchSize of [1, 5, 37, 256]) {
      const fromTensor = await predict(model, x, { batchSize });
      expect(fromTensor.shape).toEqual([37, 2]);
      expectClose(fromTensor.data, whole, 1e-6);
      const fromData = await predict(model, data, { batchSize });
      expect(fromData.data.every((v, i) => v === fromTensor.data[i])).toBe(true);
    }
    expect(model.training).toBe(true);
  });

  test("keeps nothing but the result, which belongs to the caller", async () => {
    const before = memoryStats();
    const y = await predict(model, x, { batchSize: 4 });
    expect(memoryStats().blocks).toBe(before.blocks + 1);
    y.dispose();
    expect(memoryStats().live).toBe(before.live);
  });

  test("takes functions, images, and outputs of any rank and dtype", async () => {
    const images = randomTensor(5, 2, 3);
    expectClose(
      (await predict((t) => mul(t, tensor(2)), images, { batchSize: 2 })).data,
      images.data.map((v) => v * 2),
      0,
    );
    const classes = await predict((t) => argmax(t, -1), x, { batchSize: 10 });
    expect([classes.shape, classes.dtype]).toEqual([[37], "int32"]);
  });

  test("refuses no samples, and outputs that are not one a sample", async () => {
    await expect(predict(model, zeros([0, 3]))).rejects.toThrow(
      "predict: x is a dataset of 0 samples, expected at least one",
    );
    await expect(predict(model, tensor(1))).rejects.toThrow(ValueError);
    await expect(predict(model, x, { batchSize: 0 })).rejects.toThrow("predict: batchSize is 0");
    await expect(predict((t) => sum(t), x)).rejects.toThrow(ShapeError);
    await expect(predict((t) => sum(t), x)).rejects.toThrow("the output for 37 samples is float32 [], expected");
    await expect(predict((t) => sum(t, 0), x)).rejects.toThrow("is float32 [3], expected float32 [37]");
    let calls = 0;
    const changing = (t: Tensor) => (calls++ === 0 ? sum(t, -1) : t);
    await expect(predict(changing, x, { batchSize: 20 })).rejects.toThrow("for 17 samples is float32 [17, 3]");
    expect(model.training).toBe(true);
  });

  test("ends by a signal", async () => {
    const reason = new Error("enough");
    await expect(predict(model, x, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    let batches = 0;
    const slow = (t: Tensor) => {
      const until = performance.now() + 30;
      while (performance.now() < until);
      if (++batches === 2) controller.abort(reason);
      return t;
    };
    await expect(predict(slow, x, { batchSize: 5, signal: controller.signal })).rejects.toBe(reason);
    expect(batches).toBe(2);
  });
});

describe("evaluate", () => {
  test("gives means over the samples, whatever the batches, and leaves the model as it was", async () => {
    const y = await predict(model, x);
    const loss = Array.from(y.data).reduce((total, v) => total + v * v, 0) / y.size;
    const first = (output: Tensor) => output.data[0]!;
    const before = memoryStats();
    for (const batchSize of [1, 5, 37]) {
      const result = await evaluate(model, data, { loss: meanSquaredError, batchSize, metrics: { first } });
      expect(result.loss).toBeCloseTo(loss, 6);
      expect(Number.isFinite(result.metrics.first)).toBe(true);
    }
    expect(memoryStats().live).toBe(before.live);
    expect(model.training).toBe(true);
  });

  test("refuses no samples and no loss", async () => {
    const empty = new ArrayDataset([], []);
    await expect(evaluate(model, empty, { loss: meanSquaredError })).rejects.toThrow(
      "evaluate: data is a dataset of 0",
    );
    await expect(evaluate(model, data, {} as never)).rejects.toThrow(
      "evaluate: loss is undefined, expected a function",
    );
    await expect(evaluate(model, data, { loss: meanSquaredError, batchSize: -1 })).rejects.toThrow(ValueError);
  });
});
