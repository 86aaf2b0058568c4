import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { batches } from "../../src/data/batches.ts";
import { crossEntropy, Linear } from "../../src/nn/index.ts";
import { clipByGlobalNorm, clipByValue, SGD } from "../../src/optim/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import { fit, type FitOptions } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { compared, network, options } from "../helpers/training.ts";

const BATCH = 8;
const SAMPLES = 32;

const started = (): { model: Linear; optimizer: SGD } => {
  manualSeed(2);
  const model = new Linear(2, 2);
  return { model, optimizer: new SGD(model, { learningRate: 0.5 }) };
};
const numbersOf = (model: Linear) => [...model.parameters()].flatMap((p) => [...p.data]);

/** Parameters after an epoch of `fit`. */
async function trained(changes: Partial<FitOptions>): Promise<number[]> {
  const { model, optimizer } = started();
  const given = { ...options(model, { optimizer, batchSize: BATCH, shuffle: false, epochs: 1 }), ...changes };
  await fit(model, compared(SAMPLES), given);
  return numbersOf(model);
}

/** The same by a loop, with gradients clipped so. */
function looped(clip: (grads: ReturnType<typeof gradients>) => ReturnType<typeof gradients>): number[] {
  const { model, optimizer } = started();
  for (const [x, y] of batches(compared(SAMPLES), BATCH, { shuffle: false })) {
    scope(() => optimizer.step(clip(gradients(crossEntropy(model.forward(x), y)))));
  }
  return numbersOf(model);
}

describe("fit with clipped gradients", () => {
  test("clips their norm, or each number", async () => {
    const plain = await trained({});
    const byNorm = await trained({ clipNorm: 0.05 });
    expect(byNorm).toEqual(looped((grads) => clipByGlobalNorm(grads, 0.05).grads));
    const byValue = await trained({ clipValue: 0.01 });
    expect(byValue).toEqual(looped((grads) => clipByValue(grads, 0.01)));
    expect(new Set([plain, byNorm, byValue].map(String)).size).toBe(3);
    expect(await trained({ clipValue: 100 })).toEqual(plain);
  });

  test("clips the mean of accumulated gradients", async () => {
    const whole = await trained({ clipNorm: 0.05, batchSize: 2 * BATCH });
    expectClose(await trained({ clipNorm: 0.05, accumulate: 2 }), whole, 1e-5);
  });

  test("has the same bits compiled or not, and leaves no memory behind", async () => {
    expect(await trained({ clipNorm: 0.05, compile: false })).toEqual(await trained({ clipNorm: 0.05 }));
    const model = network();
    const given = options(model, { clipNorm: 0.1 });
    await fit(model, compared(SAMPLES), given);
    const before = memoryStats().live;
    await fit(model, compared(SAMPLES), given);
    expect(memoryStats().live).toBe(before);
  });

  test("says what it expected", async () => {
    for (const bound of [0, -1, NaN]) {
      await expect(trained({ clipNorm: bound })).rejects.toThrow(ValueError);
      await expect(trained({ clipNorm: bound })).rejects.toThrow(
        `fit: clipNorm is ${bound}, expected a number above 0`,
      );
      await expect(trained({ clipValue: bound })).rejects.toThrow(
        `fit: clipValue is ${bound}, expected a number above 0`,
      );
    }
    await expect(trained({ clipNorm: 1, clipValue: 1 })).rejects.toThrow(
      "fit: clipNorm and clipValue are given, expected one of them",
    );
  });
});
