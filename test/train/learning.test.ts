// Whole training runs: does it learn, and does it learn the same twice?

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { digits } from "../../src/data/datasets/index.ts";
import { crossEntropy, Linear, meanSquaredError, ReLU, Sequential, Tanh } from "../../src/nn/index.ts";
import { mnist } from "../../src/node/mnist.ts";
import { Adam, SGD } from "../../src/optim/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { accuracy, fit } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { noise } from "../helpers/random.ts";

const xor = new ArrayDataset(
  [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  { data: Float32Array.of(0, 1, 1, 0), shape: [1] },
);

describe("training", () => {
  test("learns XOR", async () => {
    manualSeed(3);
    const model = new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1));
    const optimizer = new SGD(model, { learningRate: 0.1, momentum: 0.9 });
    const history = await fit(model, xor, { loss: meanSquaredError, optimizer, epochs: 500, batchSize: 4 });
    expect(history.at(-1)!.loss).toBeLessThan(1e-3);
  });

  test("learns two spiral arms", async () => {
    manualSeed(1);
    const x = Array.from({ length: 300 }, (_, i) => {
      const turn = 0.5 + (i >> 1) / 150;
      const angle = turn * 2 * Math.PI + (i % 2) * Math.PI;
      return [turn * Math.cos(angle) + noise() * 0.02, turn * Math.sin(angle) + noise() * 0.02];
    });
    const spiral = new ArrayDataset(
      x,
      Int32Array.from(x, (_, i) => i % 2),
    );
    const model = new Sequential(new Linear(2, 32), new ReLU(), new Linear(32, 32), new ReLU(), new Linear(32, 2));
    const optimizer = new Adam(model, { learningRate: 1e-2 });
    const history = await fit(model, spiral, { loss: crossEntropy, optimizer, epochs: 100, metrics: { accuracy } });
    expect(history.at(-1)!.metrics.accuracy).toBeGreaterThan(0.98);
  });

  test("memorises a few samples", async () => {
    manualSeed(1);
    const few = new ArrayDataset(
      Array.from({ length: 10 }, () => Array.from({ length: 20 }, noise)),
      Int32Array.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 4),
    );
    const model = new Sequential(new Linear(20, 32), new ReLU(), new Linear(32, 5));
    const optimizer = new Adam(model, { learningRate: 1e-2 });
    const history = await fit(model, few, { loss: crossEntropy, optimizer, epochs: 200, metrics: { accuracy } });
    expect(history.at(-1)!.loss).toBeLessThan(1e-2);
    expect(history.at(-1)!.metrics.accuracy).toBe(1);
  });
});

describe("the README's network", () => {
  async function train(epochs: number) {
    manualSeed(7);
    const { train, test } = digits();
    const model = new Sequential(new Linear(64, 128), new ReLU(), new Linear(128, 10));
    const losses: number[] = [];
    const callbacks: Callback[] = [{ onBatchEnd: ({ loss }) => void losses.push(loss) }];
    const optimizer = new Adam(model, { learningRate: 1e-3 });
    const history = await fit(model, train, {
      loss: crossEntropy,
      optimizer,
      epochs,
      batchSize: 32,
      validation: test,
      metrics: { accuracy },
      callbacks,
    });
    return { history, losses, bits: Array.from(model.parameters(), (p) => new Uint32Array(p.data.buffer)) };
  }

  test("reads at least 97 % of the digits that it has not seen", async () => {
    const { history } = await train(20);
    expect(history.at(-1)!.validation!.metrics.accuracy).toBeGreaterThanOrEqual(0.97);
  });

  test("begins with these ten losses", async () => {
    const { losses } = await train(1);
    const expected = [2.31344, 2.346492, 2.258429, 2.25779, 2.308925, 2.299347, 2.259884, 2.225238, 2.208968, 2.277449];
    expectClose(losses.slice(0, 10), expected, 1e-5); // the builds round differently
  });

  test("gives the same bits when it is run twice", async () => {
    const [first, second] = [await train(2), await train(2)];
    expect(second.losses).toEqual(first.losses);
    first.bits.forEach((bits, i) => expect(bits.every((word, k) => word === second.bits[i]![k])).toBe(true));
  });
});

test("10,000 steps take no more memory than 100", async () => {
  manualSeed(1);
  const model = new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1));
  const stats: unknown[] = [];
  const callbacks: Callback[] = [
    { onEpochEnd: ({ epoch }) => void (epoch === 100 || epoch === 10_000 ? stats.push(memoryStats()) : null) },
  ];
  const optimizer = new Adam(model);
  await fit(model, xor, { loss: meanSquaredError, optimizer, epochs: 10_000, batchSize: 4, callbacks });
  expect(stats).toHaveLength(2);
  expect(stats[1]).toEqual(stats[0]);
});

const folder = join(process.env["WASMGRAD_DATA"] ?? "", "mnist");
const isThere = process.env["WASMGRAD_DATA"] !== undefined && existsSync(folder);

test.skipIf(!isThere)("reads MNIST: at least 96.8 % after five epochs (needs WASMGRAD_DATA)", async () => {
  manualSeed(1);
  const { train, test } = await mnist(folder);
  const model = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
  const history = await fit(model, train, {
    loss: crossEntropy,
    optimizer: new Adam(model, { learningRate: 1e-3 }),
    epochs: 5,
    batchSize: 128,
    validation: test,
    metrics: { accuracy },
  });
  expect(history.at(-1)!.validation!.metrics.accuracy).toBeGreaterThanOrEqual(0.968);
});
