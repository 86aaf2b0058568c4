import { mkdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { evaluate } from "../../src/cli/evaluate.ts";
import type { ClassFigures } from "../../src/cli/figures.ts";
import { runIn } from "../helpers/job.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const QUICK = { hidden: [4], epochs: 2 };

afterEach(() => {
  vi.restoreAllMocks();
});

async function told(data: string, model: string, options: object = {}): Promise<string> {
  const printed: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  expect(await evaluate(data, { model, ...options })).toBe(0);
  return printed.join("\n");
}

describe("evaluate", () => {
  test.each([
    ["digits", {}, 360],
    ["digits", { validation: 0.1, seed: 3 }, 180],
    ["wine", {}, 36],
    ["wine", { validation: 0.5, seed: 3 }, 89],
  ])("%s %j on exactly the samples that were held out", async (name, changes, held) => {
    const { folder, record } = await runIn(files.folder, name, { ...QUICK, ...changes });
    expect(record.test.samples).toBe(held);
    const { accuracy, loss } = record.test as ClassFigures;
    const noun = name === "wine" ? "wines" : "digits";
    expect(await told(name, folder)).toContain(
      `Test accuracy ${(100 * accuracy).toFixed(2)} % on ${held} ${noun}, which were held out when it was trained, loss ${loss.toFixed(4)}`,
    );
  });

  test("a dataset on all of its rows, if the model is of a file", async () => {
    const header = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)", "species"];
    const rows = Array.from({ length: 60 }, (_, i) => [
      5 + (i % 3),
      3 + (i % 2) / 2,
      1 + 2 * (i % 3),
      (i % 3) * 0.8,
      ["setosa", "versicolor", "virginica"][i % 3]!,
    ]);
    const path = files.table("like-iris.csv", header, rows);
    const { folder } = await runIn(files.folder, path, { target: "species", ...QUICK });
    expect(await told("iris", folder)).toContain("on 150 flowers of iris");
  });

  test("a file with a column to leave out, and of one row, whose R² is none", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 5, i / 2]);
    const path = files.table("line.csv", ["a", "b", "half"], rows);
    const { folder } = await runIn(files.folder, path, { target: "half", ...QUICK });
    const one = files.table("one.csv", ["a", "b", "half", "note"], [[3, 1, 1.5, "x"]]);
    expect(await told(one, folder, { ignore: ["note"] })).toMatch(
      /R² NaN on 1 rows of one\.csv, mean absolute error \d/,
    );
  });

  test("mnist, whose files are in a folder that an option or the environment names", async () => {
    const folder = files.path("data/mnist");
    mkdirSync(folder, { recursive: true });
    const idx = (sizes: number[], data: Uint8Array): Uint8Array =>
      Uint8Array.from([0, 0, 8, sizes.length, ...sizes.flatMap((n) => [0, 0, n >> 8, n & 255]), ...data]);
    for (const [part, n] of [
      ["train", 40],
      ["t10k", 20],
    ] as const) {
      const pixels = Uint8Array.from({ length: n * 784 }, (_, i) => (Math.floor(i / 784) % 10) * 25);
      files.write(`data/mnist/${part}-images-idx3-ubyte.gz`, gzipSync(idx([n, 28, 28], pixels)));
      const labels = Uint8Array.from({ length: n }, (_, i) => i % 10);
      files.write(`data/mnist/${part}-labels-idx1-ubyte.gz`, gzipSync(idx([n], labels)));
    }
    const run = await runIn(files.folder, "mnist", { ...QUICK, folder });
    expect([run.record.trainingSamples, run.record.test.samples]).toEqual([40, 20]);
    const text = await told("mnist", run.folder, { data: folder });
    expect(text).toContain("on 20 digits, which were held out when it was trained");
    vi.stubEnv("WASMGRAD_DATA", files.path("data"));
    expect(await told("mnist", run.folder)).toBe(text);
    vi.unstubAllEnvs();
    const digits = await runIn(files.folder, "digits", QUICK);
    await expect(told("mnist", digits.folder, { data: folder })).rejects.toThrow(
      "evaluate: a sample has 784 numbers, expected 64 as the model takes",
    );
  });
});
