import { appendFileSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FileError, FormatError } from "../../src/base/errors.ts";
import { readCsv } from "../../src/csv/index.ts";
import { StepLR } from "../../src/optim/index.ts";
import { checkpoint, csvLog } from "../../src/node/index.ts";
import type { Callback } from "../../src/train/callbacks.ts";
import { accuracy, fit, type FitOptions } from "../../src/train/index.ts";
import { compared, network, options } from "../helpers/training.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const read = (name: string): string => readFileSync(files.path(name), "utf8");
const rows = (name: string): string[][] =>
  read(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

/** Epochs of 3 batches. */
const run = async (rest: Partial<FitOptions>) => {
  const model = network();
  return await fit(model, compared(40), options(model, { epochs: 3, batchSize: 16, ...rest }));
};
const failing = (epoch: number, batch: number): Callback => ({
  onBatchEnd: (end) => {
    if (end.epoch === epoch && end.batch === batch) throw new Error("power cut");
  },
});

describe("csvLog", () => {
  test("writes a row an epoch with all figures, which reads as CSV", async () => {
    const path = files.path("epochs.csv");
    const metrics = { accuracy, 'odd, "name"': () => 0.5 };
    const schedule = new StepLR({ stepSize: 1, gamma: 0.5 });
    const history = await run({ callbacks: [csvLog(path)], validation: compared(8), metrics, schedule });
    const odd = '"odd, ""name"""';
    const validation = `validation.loss,validation.accuracy,"validation.odd, ""name"""`;
    expect(read("epochs.csv").split("\n")[0]).toBe(
      `epoch,loss,accuracy,${odd},${validation},learningRate,seconds,samplesPerSecond`,
    );
    const table = await readCsv(read("epochs.csv"));
    expect(table.columns.map(({ name }) => name)[3]).toBe('odd, "name"');
    const [, first, second] = rows("epochs.csv").map((row) => row.map(Number));
    const { loss, validation: held, seconds, samplesPerSecond } = history[1]!;
    const { accuracy: share } = held!.metrics as { accuracy: number };
    const train = (history[1]!.metrics as { accuracy: number }).accuracy;
    expect(second).toEqual([2, loss, train, 0.5, held!.loss, share, 0.5, 0.005, seconds, samplesPerSecond]);
    expect(first![7]).toBe(0.01);
    expect(rows("epochs.csv")).toHaveLength(4);
  });

  test("writes a row a batch, and begins anew with each run that does not resume", async () => {
    const log = csvLog(files.path("batches.csv"), { every: "batch" });
    await run({ callbacks: [log] });
    await run({ callbacks: [log], epochs: 1 });
    const [header, ...all] = rows("batches.csv");
    expect(header).toEqual(["epoch", "batch", "loss", "learningRate", "seconds"]);
    expect(all.map(([epoch, batch]) => [epoch, batch])).toEqual([
      ["1", "1"],
      ["1", "2"],
      ["1", "3"],
    ]);
    expect(Number(all[0]![2])).toBeGreaterThan(0);
    expect(Number(all[0]![4])).toBeGreaterThan(0);
  });

  test.each([
    [2, 2],
    [3, 1],
    [2, 3],
  ])("goes on behind the last row of the checkpoint, after a failure in epoch %i, batch %i", async (epoch, batch) => {
    const of = (name: string): readonly Callback[] => [
      csvLog(files.path(`${name}-epochs.csv`)),
      csvLog(files.path(`${name}-batches.csv`), { every: "batch" }),
    ];
    await run({ callbacks: of("whole") });
    const path = files.path("last.safetensors");
    const callbacks = [...of("cut"), failing(epoch, batch), checkpoint(path, { batches: 2 })];
    await expect(run({ callbacks })).rejects.toThrow("power cut");
    // What a process may have left that ended while it wrote.
    appendFileSync(files.path("cut-epochs.csv"), "1,9,9,9,9");
    appendFileSync(files.path("cut-batches.csv"), "1,1,9,9,9");
    await run({ callbacks: of("cut"), resume: readFileSync(path) });
    for (const [kind, columns] of [
      ["epochs", 3],
      ["batches", 4],
    ] as const) {
      const pick = (name: string) => rows(`${name}-${kind}.csv`).map((row) => row.slice(0, columns));
      expect(pick("cut")).toEqual(pick("whole"));
    }
  });

  test("resumes without a file, and refuses one of other columns", async () => {
    const [path, last] = [files.path("other.csv"), files.path("other.safetensors")];
    await run({ callbacks: [checkpoint(last)], epochs: 1 });
    const resume = readFileSync(last);
    await run({ callbacks: [csvLog(path)], resume });
    expect(rows("other.csv").map(([epoch]) => epoch)).toEqual(["epoch", "2", "3"]);
    await expect(run({ callbacks: [csvLog(path)], metrics: { accuracy }, resume })).rejects.toThrow(FormatError);
    await expect(run({ callbacks: [csvLog(path)], metrics: { accuracy }, resume })).rejects.toThrow(
      "other.csv has the columns epoch, loss, learningRate, seconds, samplesPerSecond, expected epoch, loss, accuracy, " +
        "learningRate, seconds, samplesPerSecond; give another path",
    );
  });

  test("says what cannot be written, and refuses other rows", async () => {
    const path = files.path("missing/a.csv");
    await expect(run({ callbacks: [csvLog(path)] })).rejects.toThrow(FileError);
    await expect(run({ callbacks: [csvLog(path)] })).rejects.toThrow("csvLog: ");
    expect(() => csvLog("a", { every: "step" as never })).toThrow("csvLog: every is step, expected epoch or batch");
  });
});
