import { describe, expect, test } from "vitest";
import { batches } from "../../src/data/batches.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { crossEntropy, Dropout, type Parameter, penalty } from "../../src/nn/index.ts";
import { add } from "../../src/ops/index.ts";
import { clipByGlobalNorm, maxNorm, SGD } from "../../src/optim/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { fit, type FitOptions } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

const data = compared(40);

/** The parameters after 2 epochs of 3 batches, and the history. */
async function trained(rest: Partial<FitOptions> = {}) {
  const model = network();
  const optimizer = new SGD(model, { learningRate: 0.5, momentum: 0.5 });
  const history = await fit(model, data, options(model, { optimizer, batchSize: 16, ...rest }));
  return { model, history, bits: bits(model) };
}

const REGULARISED: Partial<FitOptions> = {
  penalties: [
    { l1: 1e-3, match: "0." },
    { l2: 1e-2, except: /bias$/ },
  ],
  gradientNoise: { eta: 0.1 },
  maxNorm: { limit: 0.5, except: "3." },
  clipNorm: 0.5,
};

describe("fit that regularises", () => {
  test("adds what the weights cost to the loss of training and validation", async () => {
    const model = network();
    model.eval();
    const penalties = [
      { l1: 0.1, match: /weight/ },
      { l2: 0.2, match: "3." },
    ];
    const optimizer = new SGD(model, { learningRate: 0 });
    const cost = penalties.reduce((total, some) => total + penalty(model, some).item(), 0);
    const run = (rest: Partial<FitOptions>) =>
      fit(model, data, options(model, { optimizer, epochs: 1, validation: data, ...rest }));
    const [before, after] = [(await run({}))[0]!, (await run({ penalties }))[0]!];
    expect(after.validation!.loss - before.validation!.loss).toBeCloseTo(cost, 5);
  });

  test("moves as a loop by hand does", async () => {
    const byHand = network();
    byHand.eval();
    const optimizer = new SGD(byHand, { learningRate: 0.1 });
    scope(() => {
      for (const [x, y] of batches(data, 40, { shuffle: false })) {
        const loss = add(crossEntropy(byHand.forward(x), y), penalty(byHand, { l2: 0.1 }));
        optimizer.step(clipByGlobalNorm(gradients(loss), 0.1).grads);
        maxNorm(byHand, 0.3);
      }
    });
    const model = network();
    for (const [, module] of model.namedModules()) if (module instanceof Dropout) module.forward = (x) => x;
    const rest = {
      epochs: 1,
      batchSize: 40,
      shuffle: false,
      penalties: [{ l2: 0.1 }],
      clipNorm: 0.1,
      maxNorm: { limit: 0.3 },
    };
    await fit(model, data, options(model, { optimizer: new SGD(model, { learningRate: 0.1 }), ...rest }));
    expect(bits(model)).toEqual(bits(byHand));
  });

  test("holds the rows of those layers alone that are meant", async () => {
    const free = (await trained()).bits;
    const { model, bits: held } = await trained({ maxNorm: { limit: 1e-3, match: "0" } });
    const norms = (w: Parameter) =>
      Array.from({ length: w.shape[0]! }, (_, u) =>
        Math.hypot(...w.data.subarray(u * w.shape[1]!, (u + 1) * w.shape[1]!)),
      );
    const [first, , last] = [...model.parameters()];
    expect(Math.max(...norms(first!))).toBeLessThanOrEqual(1.001e-3);
    expect(Math.max(...norms(last!))).toBeGreaterThan(0.01);
    expect(held).not.toEqual(free);
  });

  test("keeps rows within their norm after each step", async () => {
    const { model } = await trained({ maxNorm: { limit: 0.25 } });
    const weights = [...model.namedParameters()].flatMap(([path, w]) => (path.endsWith("weight") ? [w] : []));
    const norms = weights.flatMap((w) =>
      Array.from({ length: w.shape[0]! }, (_, u) =>
        Math.hypot(...w.data.subarray(u * w.shape[1]!, (u + 1) * w.shape[1]!)),
      ),
    );
    expect(Math.max(...norms)).toBeLessThan(0.25 + 1e-6);
    expect(norms.filter((norm) => norm > 0.249).length).toBeGreaterThan(0);
  });

  test.each(["penalties", "gradientNoise", "maxNorm"] as const)("does otherwise without %s", async (name) => {
    const all = await trained(REGULARISED);
    const rest = Object.fromEntries(Object.entries(REGULARISED).filter(([option]) => option !== name));
    expect((await trained(rest)).bits).not.toEqual(all.bits);
  });

  test.each([{}, { accumulate: 2 }])(
    "has the same bits compiled or not, and leaves no memory behind: %o",
    async (more) => {
      const compiled = await trained({ ...REGULARISED, ...more });
      const before = memoryStats().live;
      const eager = await trained({ ...REGULARISED, ...more, compile: false });
      expect(eager.bits).toEqual(compiled.bits);
      eager.model.dispose();
      expect(memoryStats().live - before).toBeLessThan(4096);
    },
  );

  test("resumes to the same bits", async () => {
    const kept: Uint8Array<ArrayBuffer>[] = [];
    const callback: Callback = { onBatchEnd: (_, training) => void kept.push(training.checkpoint()) };
    const whole = await trained({ ...REGULARISED, callbacks: [callback] });
    for (const resume of kept) expect((await trained({ ...REGULARISED, resume })).bits).toEqual(whole.bits);
    await expect(trained({ resume: kept[0]! })).rejects.toThrow("moving.noise.steps");
  });
});
