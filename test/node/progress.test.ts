import { describe, expect, test } from "vitest";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { pipeline } from "../../src/data/index.ts";
import { crossEntropy, Linear } from "../../src/nn/index.ts";
import { progress } from "../../src/node/index.ts";
import { Adam } from "../../src/optim/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { accuracy, type Callback, fit, type Loss } from "../../src/train/index.ts";

const data = new ArrayDataset(
  Array.from({ length: 12 }, (_, i) => [i, 1]),
  Int32Array.from({ length: 12 }, (_, i) => i % 2),
);

/** A stream that remembers what it was told. */
function memory(isTTY: boolean, columns = 200) {
  const written: string[] = [];
  return { stream: { isTTY, columns, write: (text: string) => written.push(text) }, text: () => written.join("") };
}

function train(callbacks: readonly Callback[], loss: Loss = crossEntropy, epochs = 10) {
  const model = new Linear(2, 2);
  const optimizer = new Adam(model);
  return fit(model, data, {
    loss,
    optimizer,
    epochs,
    batchSize: 4,
    validation: 4,
    metrics: { accuracy },
    callbacks,
  });
}

/** Takes long enough for the bar to be drawn again. */
const slow = (output: Tensor, y: Tensor) => {
  const until = performance.now() + 60;
  while (performance.now() < until);
  return crossEntropy(output, y);
};

describe("progress", () => {
  test("writes a line an epoch where there is no terminal, and no control character", async () => {
    const { stream, text } = memory(false);
    await train([progress({ stream })]);
    const lines = text().split("\n");
    expect(lines).toHaveLength(11);
    const line =
      /^epoch {2}1\/10 · loss [\d.e+-]+, accuracy [\d.]+ · validation: loss [\d.e+-]+, accuracy [\d.]+ · [\d,]+ samples\/s · [\d.]+ s$/;
    expect(lines[0]).toMatch(line);
    expect(lines[9]).toMatch(/^epoch 10\/10 · /);

    expect(text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test("counts samples of a pipeline that nobody knows the length of, until the first epoch has told it", async () => {
    const { stream, text } = memory(true);
    const model = new Linear(2, 2);
    await fit(
      model,
      pipeline(data).filter(() => true),
      {
        loss: slow,
        optimizer: new Adam(model),
        epochs: 2,
        batchSize: 4,
        compile: false,
        callbacks: [progress({ stream })],
      },
    );
    const [first, second] = text().split("epoch 1/2 · ");
    expect(first).toMatch(/epoch 1\/2 ░+ 0 % · loss [\d.e+-]+ · [\d,]+ samples\/s · (4|8|12) samples/);
    expect(first).not.toMatch(/NaN|left/);
    expect(second).toMatch(/epoch 2\/2 █+░* \d+ % · loss [\d.e+-]+ · [\d,]+ samples\/s · 0:\d\d left/);
  });

  test("draws a bar on a terminal, with figures, speed and the time left, then the line of the epoch", async () => {
    const { stream, text } = memory(true);
    await train([progress({ stream })], slow, 2);
    expect(text()).toMatch(
      /epoch \d\/2 █+░+ \d+ % · loss [\d.e+-]+, accuracy [\d.]+ · [\d,]+ samples\/s · 0:\d\d left/,
    );
    expect(text()).toContain("epoch 2/2 · loss");
    expect(text().endsWith("s\n")).toBe(true);
    // Nothing that an interrupted program would leave behind: a hidden cursor, lines that do not wrap.
    expect(text()).not.toContain("\u001b[?");
  });

  test("tells the time left by what this run did, where it resumes", async () => {
    const { stream, text } = memory(true);
    const bar = progress({ stream });
    const record = { epoch: 1, loss: 1, metrics: {}, validation: null, seconds: 1, samplesPerSecond: 10 };
    const history = Array.from({ length: 100 }, () => record);
    const model = new Linear(2, 2);
    const training = { model, optimizer: new Adam(model), checkpoint: () => new Uint8Array() };
    const counts = {
      epochs: 200,
      batchSize: 5,
      batches: 2,
      samples: 10,
      validationSamples: 0,
      history,
      batch: 0,
      seen: 200,
      last: 2,
    };
    await bar.onTrainBegin?.(counts, training);
    await bar.onEpochBegin?.({ epoch: 101 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const soFar = { loss: 1, metrics: {} };
    await bar.onBatchEnd?.({ epoch: 101, batch: 1, loss: 1, samples: 5, soFar, seconds: 0.1 }, training);
    await bar.onTrainEnd?.({ history, error: undefined });
    const [, minutes, seconds] = /(\d+):(\d\d) left/.exec(text())!;
    // 995 samples are left of 1000, and 5 took a fifth of a second.
    expect(60 * Number(minutes) + Number(seconds)).toBeGreaterThan(35);
  });

  test("keeps to the width of the terminal", async () => {
    const { stream, text } = memory(true, 30);
    await train([progress({ stream })], slow, 2);
    expect(text()).toContain("█");
    expect(text()).not.toContain("samples/s · 0:");
  });

  test("clears the bar when training fails in the middle of an epoch", async () => {
    const { stream, text } = memory(true);
    let batches = 0;
    const failing = (output: Tensor, y: Tensor) => {
      if (++batches === 2) throw new Error("no");
      return crossEntropy(output, y);
    };
    await expect(train([progress({ stream })], failing)).rejects.toThrow("no");
    expect(text().endsWith("\u001b[2K")).toBe(true);
  });

  test("is silent on request", async () => {
    const { stream, text } = memory(true);
    await train([progress({ stream, silent: true })]);
    expect(text()).toBe("");
  });
});
