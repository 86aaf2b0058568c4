import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { crossEntropy, meanSquaredError } from "../../src/nn/index.ts";
import { add, mul, sub, sum } from "../../src/ops/index.ts";
import { AdamW, SGD } from "../../src/optim/index.ts";
import { defaultGenerator } from "../../src/tensor/generator.ts";
import { findLearningRate, type FindLearningRateOptions } from "../../src/train/index.ts";
import type { Loss } from "../../src/train/step.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { bits, compared, modes, network } from "../helpers/training.ts";

const data = compared(64);

async function found(rest: Partial<FindLearningRateOptions> = {}) {
  const model = network();
  using optimizer = new SGD(model, { learningRate: 0.5, momentum: 0.5 });
  return await findLearningRate(model, data, { loss: crossEntropy, optimizer, seed: 3, from: 1e-3, to: 1e3, ...rest });
}

describe("findLearningRate", () => {
  test("tries rates of equal ratios until the loss explodes, and suggests one where it falls", async () => {
    const { rates, losses, suggestion } = await found({ steps: 61 });
    expect(rates.length).toBe(losses.length);
    expect(rates.length).toBeLessThan(61);
    rates.forEach((rate, i) => expect(rate / 10 ** (i / 10 - 3)).toBeCloseTo(1, 12));
    const least = Math.min(...losses);
    expect(least).toBeLessThan(0.9 * losses[0]!);
    expect(suggestion).toBeGreaterThan(1e-3);
    expect(suggestion).toBeLessThan(rates[losses.indexOf(least)]!);
  });

  test("goes on where a loss is below 0, until it explodes", async () => {
    const { rates, losses } = await found({ loss: (output, y) => sub(crossEntropy(output, y), 5), steps: 61 });
    expect(rates.length).toBeGreaterThan(30);
    expect(rates.length).toBeLessThan(61);
    expect(Math.min(...losses)).toBeLessThan(losses[0]!);
  });

  test("wants a first rate above 0 if others are in proportion to it", async () => {
    const model = network();
    using optimizer = new SGD(model, { learningRate: 0, groups: [{ match: /bias/, learningRate: 1 }] });
    await expect(findLearningRate(model, data, { loss: crossEntropy, optimizer })).rejects.toThrow(
      "findLearningRate: the optimizer's learningRate is 0, expected a rate above 0",
    );
    using alone = new SGD(model, { learningRate: 0 });
    await expect(findLearningRate(model, data, { loss: crossEntropy, optimizer: alone })).resolves.toBeDefined();
  });

  test("gives all groups rates in proportion", async () => {
    const model = network();
    using optimizer = new SGD(model, { learningRate: 0.5, groups: [{ match: /bias/, learningRate: 2 }] });
    const ratios: number[] = [];
    const loss: Loss = (output, y) => {
      const [first, second] = optimizer.groups.map(({ learningRate }) => learningRate);
      ratios.push(second! / first!);
      return crossEntropy(output, y);
    };
    await findLearningRate(model, data, { loss, optimizer, to: 1e-2, steps: 5, compile: false });
    ratios.forEach((ratio) => expect(ratio).toBeCloseTo(4, 12));
    expect(ratios).toHaveLength(5);
  });

  describe("of losses that are given", () => {
    const of = (losses: readonly number[]) => {
      let step = 0;
      const loss: Loss = (output) => add(mul(sum(output), 0), losses[step++]!);
      return found({ loss, compile: false, smoothing: 0, steps: losses.length });
    };

    test("suggests the place before the largest fall, but for the first tenth", async () => {
      const losses = Array.from({ length: 20 }, (_, i) => (i === 0 ? 100 : i <= 12 ? 50 : 40));
      const { rates, suggestion } = await of(losses);
      expect(suggestion).toBe(rates[12]);
    });

    test("bears a rise by the size of the first loss where the least is near 0 from below", async () => {
      const losses = [1, 0.5, -0.01, 0.5, 2.5];
      expect((await of(losses)).losses).toHaveLength(5);
      expect((await of([...losses, 3])).losses).toHaveLength(5);
    });
  });

  test("leaves model, optimizer, generators, modes and memory as they were", async () => {
    const model = network();
    model.eval();
    using optimizer = new AdamW(model, { groups: [{ match: /bias/, learningRate: 0.5 }] });
    const state = () => [
      bits(model),
      [...optimizer.namedTensors().values()].map((t) => [...t.data]),
      [defaultGenerator(), ...[...model.namedGenerators()].map(([, g]) => g)].map((g) => g.save()),
      modes(model),
      memoryStats().live,
    ];
    await findLearningRate(model, data, { loss: crossEntropy, optimizer, to: 1e-2, steps: 5 });
    const before = state();
    const { rates } = await findLearningRate(model, data, { loss: crossEntropy, optimizer, to: 1e-2, steps: 5 });
    expect(rates).toHaveLength(5);
    expect(state()).toEqual(before);
  });

  test("has the same bits compiled or not", async () => {
    expect(await found({ compile: false, steps: 20 })).toEqual(await found({ steps: 20 }));
  });

  test("says what it expected", async () => {
    const refused = async (rest: Partial<FindLearningRateOptions>, message: string) => {
      await expect(found(rest)).rejects.toThrow(ValueError);
      await expect(found(rest)).rejects.toThrow(`findLearningRate: ${message}`);
    };
    await refused({ from: 0 }, "from is 0, expected a number above 0 and below to=1000");
    await refused({ to: 1e-9 }, "from is 0.001, expected a number above 0 and below to=1e-9");
    await refused({ steps: 1 }, "steps is 1, expected a whole number from 2 on");
    await refused({ smoothing: 1 }, "smoothing is 1, expected a number from 0 on and below 1");
    await refused({ divergence: 1 }, "divergence is 1, expected a number above 1");
    const loss = (y: Parameters<typeof meanSquaredError>[0]) => meanSquaredError(mul(y, 1e30), y);
    await refused({ loss }, "the loss is no finite number at the first step");
  });
});
