import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import {
  AdamW,
  ExponentialLR,
  OneCycleLR,
  type Optimizer,
  ReduceLROnPlateau,
  type Schedule,
  SGD,
} from "../../src/optim/index.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { accuracy, fit, type FitOptions } from "../../src/train/index.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

const data = compared(40);

/** Notes the learning rates of all groups at each step. */
function watched(optimizer: Optimizer): { rates: number[][]; callback: Callback } {
  const rates: number[][] = [];
  const onBatchEnd = () => void rates.push(optimizer.groups.map(({ learningRate }) => learningRate));
  return { rates, callback: { onBatchEnd } };
}

/** The rates of every batch of a training in 3 epochs of 3 batches. */
async function ratesOf(rest: Partial<FitOptions>): Promise<number[][]> {
  const model = network();
  const optimizer = new SGD(model, { learningRate: 0.5, groups: [{ match: /bias/, learningRate: 0.1 }] });
  const { rates, callback } = watched(optimizer);
  await fit(model, data, options(model, { optimizer, epochs: 3, batchSize: 16, callbacks: [callback], ...rest }));
  expect(optimizer.groups.map(({ learningRate }) => learningRate)).toEqual([0.5, 0.1]);
  return rates;
}

describe("a schedule in fit", () => {
  const schedule = new ExponentialLR({ gamma: 0.5 });
  const at = (...steps: number[]) => steps.map((t) => [0.5 * 0.5 ** t, 0.1 * 0.5 ** t]);

  test("scales every group by epochs or by batches, and leaves the optimizer as it was", async () => {
    expect(await ratesOf({ schedule })).toEqual(at(0, 0, 0, 1, 1, 1, 2, 2, 2));
    expect(await ratesOf({ schedule, scheduleBy: "batch" })).toEqual(at(0, 1, 2, 3, 4, 5, 6, 7, 8));
    expect(await ratesOf({ schedule, scheduleBy: "batch", accumulate: 2 })).toEqual(at(0, 0, 1, 2, 2, 3, 4, 4, 5));
  });

  test("gives the rates back when training fails", async () => {
    const model = network();
    const optimizer = new SGD(model, { learningRate: 0.5 });
    const throwing: Callback = {
      onEpochEnd() {
        throw new Error("enough");
      },
    };
    const given = options(model, { optimizer, schedule, scheduleBy: "batch", callbacks: [throwing] });
    await expect(fit(model, data, given)).rejects.toThrow("enough");
    expect(optimizer.learningRate).toBe(0.5);
  });

  test("has the bits of rates that are set by hand, compiled or not", async () => {
    const train = async (compile: boolean, byHand: boolean) => {
      const model = network();
      const optimizer = new AdamW(model, { learningRate: 0.02 });
      const rates = new OneCycleLR({ steps: 12 });
      let step = 0;
      const set = () => void (optimizer.learningRate = rates.rateAt(step++, 0.02));
      const callbacks: Callback[] = byHand ? [{ onTrainBegin: set, onBatchEnd: set }] : [];
      const paced = byHand ? {} : { schedule: rates, scheduleBy: "batch" as const };
      await fit(model, data, options(model, { optimizer, epochs: 4, batchSize: 16, compile, callbacks, ...paced }));
      return bits(model);
    };
    const expected = await train(true, true);
    expect(await train(true, false)).toEqual(expected);
    expect(await train(false, false)).toEqual(expected);
  });

  test("on a plateau looks at the figure that it monitors", async () => {
    const rates = await ratesOf({ schedule: new ReduceLROnPlateau({ patience: 0, threshold: 1e9 }) });
    expect(rates.map(([rate]) => rate!)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.05]);
    const monitor = "validation.accuracy";
    const given = { validation: compared(8), metrics: { accuracy } };
    const best = new ReduceLROnPlateau({ patience: 0, mode: "max", threshold: 1e9, monitor });
    expect((await ratesOf({ schedule: best, ...given })).at(-1)).toEqual([0.05, 0.010000000000000002]);
    await expect(ratesOf({ schedule: new ReduceLROnPlateau({ monitor }) })).rejects.toThrow(
      "fit: monitor is validation.accuracy, expected one of loss",
    );
  });

  test.each([
    ["by epochs", () => ({ schedule })],
    ["by batches", () => ({ schedule: new OneCycleLR({ steps: 9 }), scheduleBy: "batch" as const })],
    ["by batches in groups", () => ({ schedule, scheduleBy: "batch" as const, accumulate: 2 })],
    ["on a plateau", () => ({ schedule: new ReduceLROnPlateau({ patience: 0, threshold: 1e9 }) })],
  ])("resumes to the same bits, %s", async (_, paced: () => Partial<FitOptions>) => {
    const kept: Uint8Array<ArrayBuffer>[] = [];
    const callback: Callback = {
      onBatchEnd: (__, training) => void kept.push(training.checkpoint()),
      onEpochEnd: (__, training) => void kept.push(training.checkpoint()),
    };
    const train = async (rest: Partial<FitOptions>) => {
      const model = network();
      // One that resumes has the rates of the checkpoint, not its own.
      const optimizer = new SGD(model, { learningRate: rest.resume === undefined ? 0.5 : 7, momentum: 0.5 });
      await fit(model, data, options(model, { optimizer, epochs: 3, batchSize: 16, ...paced(), ...rest }));
      return [bits(model), optimizer.learningRate];
    };
    const whole = await train({ callbacks: [callback] });
    expect(kept.length).toBe(12);
    for (const resume of kept) expect(await train({ resume })).toEqual(whole);
    await expect(train({ resume: kept[0]!, schedule: undefined })).rejects.toThrow(
      /^fit: schedule is none, expected (epoch|batch) as in the checkpoint/,
    );
  });

  test("is refused if it is none", async () => {
    const refused = async (rest: Partial<FitOptions>, message: string) => {
      await expect(ratesOf(rest)).rejects.toThrow(ValueError);
      await expect(ratesOf(rest)).rejects.toThrow(message);
    };
    await refused({ schedule: {} as Schedule }, "fit: schedule is object, expected one such as new StepLR");
    await refused({ scheduleBy: "day" as "epoch" }, "fit: scheduleBy is day, expected epoch or batch");
    await refused(
      { schedule: new ReduceLROnPlateau(), scheduleBy: "batch" },
      "fit: scheduleBy is batch, expected epoch",
    );
  });
});
