import { describe, expect, test } from "vitest";
import { SGD } from "../../src/optim/index.ts";
import type { Callback, EpochEnd, Training } from "../../src/train/callbacks.ts";
import { accuracy, earlyStopping, type EarlyStoppingOptions, fit } from "../../src/train/index.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

/** Drives the callback with losses. Answers the epoch that it stops at, and the one whose weights the model has in the end. */
async function driven(losses: readonly number[], rest: EarlyStoppingOptions = {}, error?: unknown) {
  const model = network();
  const callback = earlyStopping(model, rest);
  const counts = { epochs: 9, batchSize: 1, batches: 1, samples: 1, validationSamples: 0 };
  const training: Training = { model, optimizer: new SGD(model), checkpoint: () => new Uint8Array() };
  await callback.onTrainBegin?.({ ...counts, history: [], batch: 0, seen: 0, last: 0 }, training);
  const bitsAfter: string[] = [];
  let stopped: number | null = null;
  for (const [i, loss] of losses.entries()) {
    const other = network();
    for (const [path, p] of other.namedParameters()) if (path.endsWith("bias")) p.trainable = i % 2 === 0;
    // Weights of their own for each epoch.
    model.load(new Map([...other.namedTensors()]));
    await fit(model, compared(8), options(model, { epochs: i + 1 }));
    bitsAfter.push(JSON.stringify(bits(model)));
    const record = { epoch: i + 1, loss, metrics: {}, validation: null, seconds: 0, samplesPerSecond: 0 };
    const answer = await callback.onEpochEnd?.(record, training);
    if (answer === "stop") {
      stopped = i;
      break;
    }
  }
  await callback.onTrainEnd?.({ history: [], error });
  return { stopped, kept: bitsAfter.indexOf(JSON.stringify(bits(model))) };
}

describe("earlyStopping", () => {
  test("stops when nothing has become better for a while, and gives the best weights back", async () => {
    expect(await driven([3, 2, 2.5, 2, 2.1, 1], { patience: 3 })).toEqual({ stopped: 4, kept: 1 });
    expect(await driven([3, 2, 2.5, 1.9, 2.1, 1], { patience: 3 })).toEqual({ stopped: null, kept: 5 });
    expect(await driven([1, 2, 2.5, 1.9], { patience: 9 })).toEqual({ stopped: null, kept: 0 });
  });

  test("takes larger figures, a least difference, and no restoring", async () => {
    expect(await driven([1, 2, 1, 1.5], { patience: 2, mode: "max" })).toEqual({ stopped: 3, kept: 1 });
    expect(await driven([1, 0.95, 0.9, 0], { patience: 2, minDelta: 0.1 })).toEqual({ stopped: 2, kept: 0 });
    expect(await driven([1, 2, 3], { patience: 2, restoreBest: false })).toEqual({ stopped: 2, kept: 2 });
    expect(await driven([1, NaN, NaN], { patience: 2 })).toEqual({ stopped: 2, kept: 0 });
  });

  test("leaves the weights of an error alone", async () => {
    expect(await driven([1, 2], { patience: 9 }, new Error("x"))).toEqual({ stopped: null, kept: 1 });
  });

  test("begins anew with each call of fit", async () => {
    const model = network();
    const stopping = earlyStopping(model, { patience: 2, minDelta: 100 });
    const epochs = async () =>
      (await fit(model, compared(8), options(model, { epochs: 9, callbacks: [stopping] }))).length;
    expect([await epochs(), await epochs()]).toEqual([3, 3]);
  });

  test("ends fit, with the weights of the epoch whose figure was best", async () => {
    const model = network();
    const seen: string[] = [];
    const noting: Callback = { onEpochEnd: () => void seen.push(JSON.stringify(bits(model))) };
    const stopping = earlyStopping(model, { monitor: "validation.accuracy", mode: "max", patience: 2 });
    const given = { epochs: 50, validation: compared(12), metrics: { accuracy }, callbacks: [noting, stopping] };
    const history: readonly EpochEnd[] = await fit(model, compared(40), options(model, given));
    expect(history.length).toBeLessThan(50);
    const figures = history.map(({ validation }) => validation!.metrics["accuracy"]!);
    expect(JSON.stringify(bits(model))).toBe(seen[figures.indexOf(Math.max(...figures))]);
  });

  test("says what it expected", async () => {
    const model = network();
    expect(() => earlyStopping(model, { patience: 0 })).toThrow(
      "earlyStopping: patience is 0, expected a whole number",
    );
    expect(() => earlyStopping(model, { minDelta: -1 })).toThrow("earlyStopping: minDelta is -1, expected a finite");
    expect(() => earlyStopping(model, { mode: "best" as "max" })).toThrow("earlyStopping: mode is best, expected min");
    const callbacks = [earlyStopping(model, { monitor: "accuracy" })];
    await expect(fit(model, compared(8), options(model, { callbacks }))).rejects.toThrow(
      "earlyStopping: monitor is accuracy, expected one of loss",
    );
  });
});
