import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FileError } from "../../../src/base/errors.ts";
import { checkpoint, tensorBoard } from "../../../src/node/index.ts";
import { StepLR } from "../../../src/optim/index.ts";
import type { Callback } from "../../../src/train/callbacks.ts";
import { accuracy, fit, type FitOptions } from "../../../src/train/index.ts";
import { eventsIn, shown } from "../../helpers/event-files.ts";
import { compared, network, options } from "../../helpers/training.ts";
import { scratch } from "../../helpers/scratch.ts";

const files = scratch();

/** Epochs of 3 batches. */
const run = async (rest: Partial<FitOptions>) => {
  const model = network();
  return await fit(model, compared(40), options(model, { epochs: 3, batchSize: 16, ...rest }));
};

describe("tensorBoard", () => {
  test("writes figures of training and validation as runs of their own, by Keras's names", async () => {
    const folder = files.path("deep/figures");
    const callbacks = [tensorBoard(folder)];
    const schedule = new StepLR({ stepSize: 1, gamma: 0.5 });
    const history = await run({ callbacks, validation: compared(8), metrics: { accuracy }, schedule });
    expect(readdirSync(folder).sort()).toEqual(["train", "validation"]);
    const [train, validation] = [eventsIn(join(folder, "train")), eventsIn(join(folder, "validation"))];
    expect(train[0]).toMatchObject({ version: "brain.Event:2", step: 0 });
    expect(train[1]).toMatchObject({ starts: true, step: 1 });
    expect(Math.abs(train[0]!.seconds - Date.now() / 1000)).toBeLessThan(60);
    const series = (pick: (i: number) => number) => [0, 1, 2].map((i) => [i + 1, Math.fround(pick(i))]);
    expect(shown(train, "epoch_loss")).toEqual(series((i) => history[i]!.loss));
    expect(shown(train, "epoch_accuracy")).toEqual(series((i) => history[i]!.metrics["accuracy"]!));
    expect(shown(train, "epoch_learning_rate")).toEqual(series((i) => 0.01 / 2 ** i));
    expect(shown(validation, "epoch_loss")).toEqual(series((i) => history[i]!.validation!.loss));
    expect(shown(validation, "epoch_accuracy")).toEqual(series((i) => history[i]!.validation!.metrics["accuracy"]!));
    expect(shown(validation, "epoch_learning_rate")).toEqual([]);
    expect(new Set(train.flatMap(({ values }) => values.map(({ plugin }) => plugin)))).toEqual(new Set(["scalars"]));
  });

  test("writes batches, histograms of parameters and texts where they are wanted", async () => {
    const folder = files.path("more");
    const model = network();
    const losses: number[] = [];
    const watch: Callback = { onBatchEnd: ({ loss }) => void losses.push(loss) };
    const callbacks = [watch, tensorBoard(folder, { batches: 2, histograms: 2, texts: { model: "**small**" } })];
    await fit(model, compared(40), options(model, { epochs: 3, batchSize: 16, callbacks }));
    expect(shown(eventsIn(join(folder, "batches")), "batch_loss")).toEqual(
      [2, 4, 6, 8].map((batch) => [batch, Math.fround(losses[batch - 1]!)]),
    );
    const train = eventsIn(join(folder, "train"));
    expect(train[2]!.values).toEqual([{ tag: "model", plugin: "text", numbers: [], text: "**small**" }]);
    const histograms = train.flatMap(({ step, values }) =>
      values.flatMap(({ tag, plugin, numbers }) => (plugin === "histograms" ? [{ step, tag, numbers }] : [])),
    );
    expect(histograms.map(({ step, tag }) => [step, tag])).toEqual(
      ["0/weight", "0/bias", "3/weight", "3/bias"].map((tag) => [2, tag]),
    );
    const counts = histograms[0]!.numbers.filter((_, i) => i % 3 === 2);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(16);
    expect(existsSync(join(folder, "validation"))).toBe(false);
  });

  test("goes on behind the checkpoint in a file of its own, and shows no step twice", async () => {
    const [folder, last] = [files.path("resumed"), files.path("last.safetensors")];
    const dies: Callback = {
      onEpochEnd: ({ epoch }) => {
        if (epoch === 2) throw new Error("power cut");
      },
    };
    const board = tensorBoard(folder, { batches: 1 });
    await expect(run({ callbacks: [checkpoint(last, { batches: 5, epochs: Infinity }), board, dies] })).rejects.toThrow(
      "power",
    );
    const history = await run({ callbacks: [board], resume: readFileSync(last) });
    expect(readdirSync(join(folder, "train"))).toHaveLength(2);
    expect(shown(eventsIn(join(folder, "train")), "epoch_loss")).toEqual(
      history.map(({ epoch, loss }) => [epoch, Math.fround(loss)]),
    );
    const steps = shown(eventsIn(join(folder, "batches")), "batch_loss").map(([step]) => step);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await run({ callbacks: [board], epochs: 1 });
    expect(shown(eventsIn(join(folder, "train")), "epoch_loss").map(([step]) => step)).toEqual([1]);
  });

  test("ends training where it cannot write, and refuses other numbers", async () => {
    const path = files.write("file", "");
    await expect(run({ callbacks: [tensorBoard(path)] })).rejects.toThrow(FileError);
    await expect(run({ callbacks: [tensorBoard(path)] })).rejects.toThrow(
      /^tensorBoard: .*file\/train cannot be made or read: ENOTDIR: not a directory$/,
    );
    for (const name of ["batches", "histograms"]) {
      expect(() => tensorBoard("a", { [name]: 0 })).toThrow(
        `tensorBoard: ${name} is 0, expected a whole number from 1 on, or Infinity`,
      );
    }
  });
});
