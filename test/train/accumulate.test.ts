import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { crossEntropy, Linear } from "../../src/nn/index.ts";
import { div } from "../../src/ops/index.ts";
import {
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  Lion,
  NAdam,
  type Optimizer,
  RAdam,
  RMSprop,
  Rprop,
  SGD,
} from "../../src/optim/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { type Callback, fit, type FitOptions, type Loss } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose, relativeError } from "../helpers/close.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

/** Parameters of a linear model after two epochs over samples in their order. */
async function trained(
  batchSize: number,
  accumulate: number,
  samples: number,
  {
    compile = true,
    loss = crossEntropy as Loss,
    make = (model: Linear): Optimizer => new SGD(model, { learningRate: 0.1 }),
  } = {},
): Promise<number[]> {
  manualSeed(2);
  const model = new Linear(2, 2);
  const optimizer = make(model);
  const given = { optimizer, batchSize, accumulate, compile, loss, shuffle: false };
  await fit(model, compared(samples), options(model, given));
  return [...model.parameters()].flatMap((p) => [...p.data]);
}

describe("accumulating gradients", () => {
  test("is training with larger batches", async () => {
    expectClose(await trained(4, 3, 48), await trained(12, 1, 48), 1e-5);
  });

  // The two gradients differ by roundings, some 2⁻²³ of them; who divides by their size hands that on as it is, and 8 steps add it up.
  test.each<readonly [string, (model: Linear) => Optimizer]>([
    ["momentum", (model) => new SGD(model, { learningRate: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.01 })],
    ["Nesterov", (model) => new SGD(model, { learningRate: 0.1, momentum: 0.9, nesterov: true })],
    ["Adagrad", (model) => new Adagrad(model, { learningRate: 0.1 })],
    ["Adadelta", (model) => new Adadelta(model)],
    ["RMSprop", (model) => new RMSprop(model)],
    ["RMSprop, centred", (model) => new RMSprop(model, { centered: true, momentum: 0.5 })],
    ["Adam", (model) => new Adam(model, { learningRate: 0.1 })],
    ["AMSGrad", (model) => new Adam(model, { learningRate: 0.1, amsgrad: true })],
    ["AdamW", (model) => new AdamW(model, { learningRate: 0.1 })],
    ["Adamax", (model) => new Adamax(model, { learningRate: 0.1 })],
    ["NAdam", (model) => new NAdam(model, { learningRate: 0.1 })],
    ["RAdam", (model) => new RAdam(model, { learningRate: 0.1 })],
    ["Rprop", (model) => new Rprop(model)],
    ["Lion", (model) => new Lion(model, { learningRate: 0.1 })],
  ])("is training with larger batches by %s", async (_, make) => {
    expectClose(await trained(4, 3, 48, { make }), await trained(12, 1, 48, { make }), 2e-6);
  });

  test("takes the mean of a last group that is smaller", async () => {
    // 40 samples: three groups of 12, and one batch of 4 alone.
    expectClose(await trained(4, 3, 40), await trained(12, 1, 40), 1e-5);
  });

  test("counts a last batch that is smaller by its samples", async () => {
    for (const compile of [true, false]) {
      // 41 samples: three groups of 12, and one of 4 and 1. 45: one of 4, 4 and 1.
      for (const samples of [41, 45]) {
        expectClose(await trained(4, 3, samples, { compile }), await trained(12, 1, samples), 1e-5);
      }
    }
  });

  test("is exact for weights and ignored labels by a sum over a number, and not by a mean within batches", async () => {
    const own = { classWeights: [1, 3], ignoreIndex: 1 };
    for (const given of [{ classWeights: own.classWeights }, own]) {
      const loss: Loss = (output, y) => div(crossEntropy(output, y, { ...given, reduction: "sum" }), y.shape[0]!);
      expectClose(await trained(4, 3, 48, { loss }), await trained(12, 1, 48, { loss }), 1e-5);
    }
    const loss: Loss = (output, y) => crossEntropy(output, y, { classWeights: [1, 3] });
    const [several, one] = [await trained(4, 3, 48, { loss }), await trained(12, 1, 48, { loss })];
    expect(relativeError(several, one)).toBeGreaterThan(1e-4);
  });

  test.each([
    [1, 0],
    [4, 1],
    [6, 2],
    [10, 4], // the last of the epoch, which closes its group
  ])(
    "leaves nothing of an epoch that is stopped behind batch %i to the next one, and counts %i steps",
    async (at, steps) => {
      const asked: number[] = [];
      const schedule = { rateAt: (step: number) => (asked.push(step), 0.1) };
      const train = async (model: Linear, rest: Partial<FitOptions>) => {
        const given = {
          optimizer: new SGD(model, { learningRate: 0.1 }),
          schedule,
          scheduleBy: "batch",
          ...rest,
        } as const;
        await fit(
          model,
          compared(40),
          options(model, { batchSize: 4, accumulate: 3, shuffle: false, epochs: 1, ...given }),
        );
      };
      const saved: Uint8Array[] = [];
      const stop: Callback = {
        onBatchEnd: ({ batch }) => (batch === at ? "stop" : undefined),
        onEpochEnd: (_, training) => void saved.push(training.checkpoint()),
      };
      const [stopped, resumed] = [new Linear(2, 2), new Linear(2, 2)];
      await train(stopped, { callbacks: [stop] });
      asked.length = 0;
      await train(resumed, { epochs: 2, resume: saved[0] });
      expect(asked[0]).toBe(steps);
      await train(stopped, {});
      expect(bits(resumed)).toEqual(bits(stopped));
    },
  );

  test("has the same bits compiled or not, and leaves no memory behind", async () => {
    expect(await trained(8, 4, 50, { compile: false })).toEqual(await trained(8, 4, 50));
    const model = network();
    const given = options(model, { batchSize: 8, accumulate: 2 });
    await fit(model, compared(48), given);
    const before = memoryStats().live;
    await fit(model, compared(48), given);
    expect(memoryStats().live).toBe(before);
  });

  test.each([0, 1.5, -2])("%d batches are refused", async (accumulate) => {
    const model = network();
    await expect(fit(model, compared(8), options(model, { accumulate }))).rejects.toThrow(ValueError);
  });
});
