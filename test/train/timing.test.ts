import { describe, expect, test } from "vitest";
import type { Callback } from "../../src/train/callbacks.ts";
import { fit, timing } from "../../src/train/index.ts";
import { compared, network, options } from "../helpers/training.ts";

const counts = {
  epochs: 9,
  batchSize: 4,
  batches: 3,
  samples: 10,
  validationSamples: 4,
  history: [],
  seen: 0,
  last: 0,
};
const training = { model: network(), optimizer: options(network()).optimizer, checkpoint: () => new Uint8Array() };

/** Shows a callback an epoch whose steps take so many seconds, and which takes so long as a whole. */
async function epoch(clock: Callback, n: number, steps: number[], trained: number, seconds: number, from = 0) {
  await clock.onEpochBegin?.({ epoch: n });
  for (const [i, step] of steps.entries()) {
    const soFar = { loss: 1, metrics: {} };
    const end = { epoch: n, batch: i + 1, loss: 1, samples: from + 4 * (i + 1), soFar, seconds: step };
    await clock.onBatchEnd?.(end, training);
  }
  const samplesPerSecond = (4 * steps.length) / trained;
  await clock.onEpochEnd?.({ epoch: n, loss: 1, metrics: {}, validation: null, seconds, samplesPerSecond }, training);
}

describe("timing", () => {
  test("tells steps, what is between them, and validation", async () => {
    const clock = timing();
    expect(clock.result()).toEqual({ epochs: [], steps: null, overhead: 0 });
    await clock.onTrainBegin?.({ ...counts, batch: 0 }, training);
    await epoch(clock, 1, [5, 1, 2], 10, 13);
    await epoch(clock, 2, [1, 1, 3], 6, 7);
    const { epochs, steps, overhead } = clock.result();
    expect(epochs).toEqual([
      { epoch: 1, seconds: 13, steps: 8, between: 2, validation: 3, samplesPerSecond: 1.2 },
      { epoch: 2, seconds: 7, steps: 5, between: 1, validation: 1, samplesPerSecond: 2 },
    ]);
    expect(steps).toEqual({ count: 6, first: 5, mean: 1.6, median: 1, p95: 3, longest: 3 });
    expect(overhead).toBe(3 / 16);
  });

  test("leaves out the samples of an epoch that were done before it resumed, and begins anew with each run", async () => {
    const clock = timing();
    await clock.onTrainBegin?.({ ...counts, batch: 2 }, training);
    await epoch(clock, 3, [2], 4, 5, 8);
    expect(clock.result().steps).toEqual({ count: 1, first: 2, mean: 2, median: 2, p95: 2, longest: 2 });
    await epoch(clock, 4, [2, 3], 8, 9);
    expect(clock.result().epochs).toEqual([
      { epoch: 3, seconds: 5, steps: 2, between: 2, validation: 1, samplesPerSecond: 1 },
      { epoch: 4, seconds: 9, steps: 5, between: 3, validation: 1, samplesPerSecond: 1 },
    ]);
    await clock.onTrainBegin?.({ ...counts, batch: 0 }, training);
    expect(clock.result().epochs).toEqual([]);
    const many = Array.from({ length: 101 }, (_, i) => i);
    await epoch(clock, 1, many, 5050, 5050);
    expect(clock.result().steps).toMatchObject({ first: 0, median: 50, p95: 95, longest: 100 });
    expect(clock.result().overhead).toBe(0);
  });

  test("finds nothing to measure in an epoch that was done but for its end before it resumed", async () => {
    const clock = timing();
    await clock.onTrainBegin?.({ ...counts, batch: 3 }, training);
    await clock.onEpochBegin?.({ epoch: 1 });
    const end = { epoch: 1, loss: 1, metrics: {}, validation: null, seconds: 2, samplesPerSecond: 0 };
    await clock.onEpochEnd?.(end, training);
    const { epochs, overhead } = clock.result();
    expect(epochs).toEqual([{ epoch: 1, seconds: 2, steps: 0, between: 0, validation: 2, samplesPerSecond: 0 }]);
    expect(overhead).toBe(0);
  });

  test("measures what fit does, and tells slow callbacks from steps", async () => {
    const clock = timing();
    const model = network();
    const slow: Callback = { onBatchEnd: () => new Promise((resolve) => setTimeout(resolve, 30)) };
    const validation = compared(8);
    const callbacks = [clock, slow];
    const history = await fit(model, compared(40), options(model, { epochs: 2, batchSize: 16, callbacks, validation }));
    const { epochs, steps, overhead } = clock.result();
    expect(steps!.count).toBe(6);
    expect(steps!.median).toBeGreaterThan(0);
    for (const [i, { seconds, steps: inSteps, between, validation: held }] of epochs.entries()) {
      expect(seconds).toBe(history[i]!.seconds);
      expect(inSteps + between + held).toBeCloseTo(seconds, 9);
      expect(between).toBeGreaterThan(0.08);
      expect(inSteps).toBeGreaterThan(0);
      expect(held).toBeGreaterThan(0);
    }
    expect(overhead).toBeGreaterThan(0.1);
    expect(JSON.parse(JSON.stringify(clock.result()))).toEqual(clock.result());
  });
});
