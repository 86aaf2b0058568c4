// Series, sequences of many lengths, words, and pictures read line by line: do the models learn them?

import { describe, expect, test } from "vitest";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { digits } from "../../src/data/datasets/index.ts";
import { forecaster, type SequenceClassifier, sequenceClassifier } from "../../src/models/index.ts";
import { crossEntropy, meanSquaredError } from "../../src/nn/index.ts";
import { argmax } from "../../src/ops/argmax.ts";
import { cast } from "../../src/ops/cast.ts";
import { equal } from "../../src/ops/equal.ts";
import { mean } from "../../src/ops/mean.ts";
import { Adam } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { randint, randn } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { accuracy, evaluate, fit } from "../../src/train/index.ts";
import { train as learn } from "../helpers/sequences.ts";

describe("a forecaster", () => {
  const [T, horizon] = [24, 5];
  const series = Array.from({ length: 600 }, (_, t) => Math.sin(0.31 * t) + 0.5 * Math.sin(0.83 * t + 1));
  /** What came before, and what follows, for each time from `from` to `to`. */
  const windows = (from: number, to: number) => {
    const times = Array.from({ length: to - from - T - horizon }, (_, i) => from + i);
    return new ArrayDataset(
      { data: Float32Array.from(times.flatMap((t) => series.slice(t, t + T))), shape: [T, 1] },
      { data: Float32Array.from(times.flatMap((t) => series.slice(t + T, t + T + horizon))), shape: [horizon, 1] },
    );
  };

  test.each(["lstm", "gru", "rnn"] as const)("of %s tells how sums of waves go on", async (cell) => {
    manualSeed(1);
    using model = forecaster({ horizon, cell });
    using optimizer = new Adam(model, { learningRate: 0.01 });
    const options = { loss: meanSquaredError, optimizer, epochs: 40, clipNorm: 1, seed: 1 };
    await fit(model, windows(0, 450), options);
    const test = windows(450, 600);
    const { loss } = await evaluate(model, test, { loss: meanSquaredError });
    // Who says that all stays as it is at the last step.
    const { data } = test.y;
    const stays = Array.from(data, (v, i) => (v - test.x.data[(Math.floor(i / horizon) + 1) * T - 1]!) ** 2);
    const baseline = stays.reduce((sum, v) => sum + v) / data.length;
    expect(baseline).toBeGreaterThan(0.3);
    expect(loss).toBeLessThan(0.02 * baseline);
  });
});

describe("a classifier of sequences", () => {
  test("reads digits line by line: at least 95 % of those that it has not seen", async () => {
    manualSeed(1);
    const lines = (data: ArrayDataset) => new ArrayDataset({ data: data.x.data, shape: [8, 8] }, data.y.data);
    const { train, test } = digits();
    using model = sequenceClassifier({ inputs: 8, classes: 10, hidden: 64, cell: "gru" });
    using optimizer = new Adam(model, { learningRate: 0.01 });
    const options = { loss: crossEntropy, optimizer, epochs: 15, metrics: { accuracy }, clipNorm: 1, seed: 1 };
    const history = await fit(model, lines(train), { ...options, validation: lines(test) });
    expect(history.at(-1)!.validation!.metrics.accuracy).toBeGreaterThanOrEqual(0.95);
  });

  test("learns sequences of different lengths, whatever stands behind their ends", () => {
    manualSeed(1);
    const [B, T] = [50, 16];
    /** Is the first number of the first step above that of the last one? Behind that there is NaN. */
    const make = (): [x: Tensor, lengths: Tensor, y: Tensor] => {
      const lengths = randint(2, T + 1, [B]).data as Int32Array;
      const x = randn([B, T, 2]).data;
      lengths.forEach((length, b) => x.fill(NaN, 2 * (b * T + length), 2 * (b + 1) * T));
      const y = Int32Array.from(lengths, (length, b) => Number(x[2 * b * T]! > x[2 * (b * T + length - 1)]!));
      return [tensor(x, [B, T, 2]), tensor(lengths), tensor(y)];
    };
    using model = sequenceClassifier({ inputs: 2, hidden: 32, cell: "gru", bidirectional: true });
    const loss = (x: Tensor, lengths: Tensor, y: Tensor) => crossEntropy(model.forward(x, lengths), y);
    learn(model, { make, loss, steps: 300, learningRate: 0.01 });
    expect(share(model, make)).toBeGreaterThan(0.9);
  });

  test("learns sentences of words: which of two was there last", () => {
    manualSeed(1);
    const [B, T, V] = [50, 20, 30];
    /** Words 1 and 2 are what counts; a sentence begins with one of them. */
    const make = (): [x: Tensor, lengths: Tensor, y: Tensor] => {
      const lengths = randint(T / 2, T + 1, [B]).data as Int32Array;
      const x = randint(0, V, [B, T]).data as Int32Array;
      const first = randint(1, 3, [B]).data;
      const y = Int32Array.from(lengths, (length, b) => {
        const row = x.subarray(b * T, b * T + length);
        row[0] = first[b]!;
        return row.findLast((word) => word === 1 || word === 2)! - 1;
      });
      return [tensor(x, [B, T]), tensor(lengths), tensor(y)];
    };
    using model = sequenceClassifier({ vocabulary: V, inputs: 8, hidden: 32 });
    const loss = (x: Tensor, lengths: Tensor, y: Tensor) => crossEntropy(model.forward(x, lengths), y);
    learn(model, { make, loss, steps: 400, learningRate: 0.01 });
    expect(share(model, make)).toBeGreaterThan(0.95);
  });

  /** Of ten new batches, the share of sequences whose class has the highest score. */
  function share(model: SequenceClassifier, make: () => [x: Tensor, lengths: Tensor, y: Tensor]): number {
    const shares = Array.from({ length: 10 }, () =>
      scope(() => {
        const [x, lengths, y] = make();
        const right = equal(argmax(model.forward(x, lengths), -1), y);
        return mean(cast(right, "float32")).item();
      }),
    );
    return mean(tensor(shares)).item();
  }
});
