import { describe, expect, test } from "vitest";
import type { BatchEnd, Callback, EpochEnd, TrainEnd } from "../../src/train/callbacks.ts";
import { accuracy, fit } from "../../src/train/index.ts";
import { compared, network, options } from "../helpers/training.ts";

describe("callbacks of fit", () => {
  test("are called in order and waited for, with plain data", async () => {
    const model = network();
    const log: string[] = [];
    const later = async (text: string) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(text);
    };
    const callback: Callback = {
      onTrainBegin: () => later("begin"),
      onEpochBegin: ({ epoch }) => later(`epoch ${epoch}`),
      onBatchEnd: ({ epoch, batch, samples }) => later(`batch ${epoch} ${batch} ${samples}`),
      onEpochEnd: ({ epoch }) => later(`end ${epoch}`),
      onTrainEnd: ({ history, error }) => later(`done ${history.length} ${String(error)}`),
    };
    await fit(model, compared(10), options(model, { batchSize: 8, callbacks: [{}, callback] }));
    const epoch = (n: number) => [`epoch ${n}`, `batch ${n} 1 8`, `batch ${n} 2 10`, `end ${n}`];
    expect(log).toEqual(["begin", ...epoch(1), ...epoch(2), "done 2 undefined"]);
  });

  test("get the loss of the batch and figures over the epoch so far", async () => {
    const model = network();
    const ends: BatchEnd[] = [];
    const [epoch] = await fit(model, compared(10), {
      ...options(model, { epochs: 1, batchSize: 8, callbacks: [{ onBatchEnd: (end) => void ends.push(end) }] }),
      metrics: { accuracy },
    });
    const [first, second] = ends as [BatchEnd, BatchEnd];
    expect(first.soFar.loss).toBe(first.loss);
    expect(second.soFar.loss).toBeCloseTo((8 * first.loss + 2 * second.loss) / 10, 12);
    expect(second.soFar).toEqual({ loss: epoch!.loss, metrics: epoch!.metrics });
  });

  test("can end training after an epoch, or within one, which then counts as it is", async () => {
    const model = network();
    const stop = (at: Partial<Callback>) =>
      fit(
        model,
        compared(20),
        options(model, { epochs: 5, batchSize: 8, validation: compared(4), callbacks: [at, {}] }),
      );
    expect(await stop({ onEpochEnd: ({ epoch }) => (epoch === 2 ? "stop" : undefined) })).toHaveLength(2);
    let samples = 0;
    const history = await stop({
      onBatchEnd: async ({ batch, samples: n }) => {
        samples = n;
        return batch === 2 ? "stop" : undefined;
      },
    });
    expect(samples).toBe(16);
    expect(history).toHaveLength(1);
    expect(history[0]!.validation).not.toBeNull();
  });

  test("end training by what they throw, and hear of the end in any case", async () => {
    const model = network();
    const ends: TrainEnd[] = [];
    const error = new Error("enough");
    const throwing: Callback = {
      onEpochEnd({ epoch }: EpochEnd) {
        if (epoch === 2) throw error;
      },
      onTrainEnd: (end) => void ends.push(end),
    };
    await expect(fit(model, compared(20), options(model, { epochs: 9, callbacks: [throwing] }))).rejects.toBe(error);
    expect(ends.map((e) => [e.history.length, e.error])).toEqual([[2, error]]);
  });
});
