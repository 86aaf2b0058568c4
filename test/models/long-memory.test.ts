// Do gated networks learn what plain ones cannot: to remember something for many steps?

import { describe, expect, test } from "vitest";
import { noGrad } from "../../src/autograd/tape.ts";
import { crossEntropy, GRU, LSTM, Linear, meanSquaredError, type Module, Sequential } from "../../src/nn/index.ts";
import { argmax } from "../../src/ops/argmax.ts";
import { equal } from "../../src/ops/equal.ts";
import { mean } from "../../src/ops/mean.ts";
import { oneHot } from "../../src/ops/one-hot.ts";
import { slice } from "../../src/ops/slice.ts";
import { cast } from "../../src/ops/cast.ts";
import { full } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { adding, type Batch, copying, parity, Tagger, train } from "../helpers/sequences.ts";

/** Two to eight seconds each on a core of its own. */
const PATIENT = { timeout: 240_000 };

/** A figure of the model on a batch of its own. */
const measure = (model: Module, [x, y]: Batch, figure: (output: Tensor, y: Tensor) => Tensor) =>
  scope(() => noGrad(() => figure(model.forward(x), y).item()));
/** The share of steps, from `start` on, whose class has the highest score. */
const accuracyFrom = (start: number) => (output: Tensor, y: Tensor) =>
  mean(cast(equal(slice(argmax(output, -1), [null, [start, null]]), slice(y, [null, [start, null]])), "float32"));

describe("the adding problem of 100 steps", PATIENT, () => {
  const last = { returnSequences: false };

  test.each([
    ["LSTM", () => new LSTM(2, 32, { ...last, forgetBias: 3 }), 700, 0.02],
    ["GRU", () => new GRU(2, 32, last), 400, 0.01],
  ] as const)("is learned by %s", (_, make, steps, learningRate) => {
    manualSeed(1);
    using model = new Sequential(make(), new Linear(32, 1));
    const loss = (x: Tensor, y: Tensor) => meanSquaredError(model.forward(x), y);
    train(model, { make: () => adding(50, 100), loss, steps, learningRate });
    scope(() => {
      const [x, y] = adding(500, 100);
      expect(measure(model, [x, y], meanSquaredError)).toBeLessThan(0.01);
      const always = meanSquaredError(full(y.shape, 1), y).item();
      expect(Math.abs(always - 1 / 6)).toBeLessThan(0.03);
    });
  });
});

describe("copying", PATIENT, () => {
  const [K, V, blanks] = [4, 4, 20];

  class Copier extends Tagger {
    constructor() {
      super(new LSTM(V + 2, 48, { forgetBias: 3 }), V + 1);
    }

    override forward(x: Tensor): Tensor {
      return super.forward(oneHot(x, V + 2));
    }
  }

  test("four letters over twenty blank steps is learned by an LSTM", () => {
    manualSeed(1);
    using model = new Copier();
    const written = (t: Tensor) => slice(t, [null, [K + blanks, null]]);
    const loss = (x: Tensor, y: Tensor) => crossEntropy(written(model.forward(x)), written(y));
    const before = measure(model, copying(200, K, V, blanks), accuracyFrom(K + blanks));
    expect(before).toBeLessThan(0.5);
    train(model, { make: () => copying(32, K, V, blanks), loss, steps: 1000, learningRate: 0.01 });
    expect(measure(model, copying(200, K, V, blanks), accuracyFrom(K + blanks))).toBeGreaterThan(0.95);
  });
});

describe("parity", PATIENT, () => {
  test("of twenty bits is learned by an LSTM, and holds for forty", () => {
    manualSeed(1);
    using model = new Tagger(new LSTM(1, 32), 2);
    const loss = (x: Tensor, y: Tensor) => crossEntropy(model.forward(x), y);
    train(model, { make: () => parity(50, 20), loss, steps: 400, learningRate: 0.01 });
    expect(measure(model, parity(500, 20), accuracyFrom(19))).toBeGreaterThan(0.99);
    expect(measure(model, parity(500, 40), accuracyFrom(39))).toBeGreaterThan(0.9);
  });
});
