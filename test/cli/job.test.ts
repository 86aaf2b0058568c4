import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Matrix, solve } from "ml-matrix";
import { describe, expect, test } from "vitest";
import type { ClassFigures, NumberFigures } from "../../src/cli/figures.ts";
import { collect } from "../../src/data/collect.ts";
import type { Dataset } from "../../src/data/index.ts";
import { openFor, runIn } from "../helpers/job.ts";
import { readMarkup } from "../helpers/markup.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const SMALL = { hidden: [5], epochs: 1, batchSize: 100 };

/** 300 rows whose price depends on the others in a straight line, but for a deterministic noise. */
function prices(): string {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const [size, age, town] = [30 + ((i * 7919) % 170), (i * 104_729) % 81, ["Basel", "Bern", "Genf"][(i * 31) % 3]!];
    const noise = (((i * 15_485_863) % 1000) - 500) * 40;
    return [size, age, town, 3000 * size - 900 * age + 50_000 * town.length + noise + (i % 97) * 311.5];
  });
  return files.table("prices.csv", ["size", "age", "town", "price"], rows);
}

describe("runJob", () => {
  test("gives the same bits for the same configuration, whatever ran before", async () => {
    const model = async (changes: object): Promise<Buffer> =>
      (await runIn(files.folder, "digits", { ...SMALL, ...changes })).model;
    const first = await model({});
    await model({ seed: 3 });
    expect((await model({})).equals(first)).toBe(true);
  });

  test("does as every part of its configuration says", async () => {
    const weights = async (changes: object): Promise<string> => {
      const { record } = await runIn(files.folder, "digits", { ...SMALL, ...changes });
      return record.test.outputs;
    };
    const first = await weights({});
    for (const change of [
      { hidden: [6] },
      { hidden: [5, 5] },
      { hidden: [] },
      { activation: "tanh" },
      { optimizer: "sgd" },
      { epochs: 2 },
      { batchSize: 99 },
      { learningRate: 2e-3 },
      { clipNorm: 0.01 },
      { schedule: "cosine" },
      { schedule: "one-cycle" },
      { schedule: "step", epochs: 2 },
      { schedule: "exponential", epochs: 3 },
      { optimizer: "lion" },
      { validation: 0.5 },
      { seed: 8 },
    ]) {
      expect(await weights(change), JSON.stringify(change)).not.toBe(first);
    }
  });

  test("draws other initial weights for another seed", async () => {
    const still = { ...SMALL, learningRate: 1e-38 }; // moves no weight
    const outputs = async (changes: object): Promise<string> =>
      (await runIn(files.folder, "digits", { ...still, validation: 0.99, ...changes })).record.test.outputs;
    expect(await outputs({ epochs: 2 })).toBe(await outputs({}));
    expect(await outputs({ seed: 8 })).not.toBe(await outputs({}));
  });

  test.each([
    ["iris", 120, 30],
    ["wine", 142, 36],
  ])("learns %s by its defaults: at least 95 %% of the flowers or wines held out", async (name, training, held) => {
    const { record, printed, folder } = await runIn(files.folder, name);
    expect([record.trainingSamples, record.test.samples]).toEqual([training, held]);
    expect((record.test as ClassFigures).accuracy).toBeGreaterThanOrEqual(0.95);
    expect(printed).toContain(
      `${training} ${name === "iris" ? "flowers" : "wines"} to train with, ${held} to test with`,
    );
    expect(printed).toContain("into 3 classes");
    const { text, tags } = readMarkup(readFileSync(join(folder, "report.html"), "utf8"));
    for (const part of ["Confusion matrix", "Test accuracy", ...record.task.classes]) expect(text).toContain(part);
    expect(text).not.toContain("Misclassified taken");
    expect(tags.some(({ attributes }) => attributes.get("class") === "picture")).toBe(false);
  });

  test("reaches the figures of least squares without a hidden layer", async () => {
    const path = prices();
    const changes = { target: "price", hidden: [], epochs: 300, batchSize: 30, learningRate: 1e-2 };
    const { record, printed, folder } = await runIn(files.folder, path, changes);
    const material = await openFor(path, changes);
    const { r2, mae, rmse } = leastSquares(material.train, material.test, (y) =>
      material.preprocessor!.inverseTarget(y),
    );
    const found = record.test as NumberFigures;
    expect(r2).toBeGreaterThan(0.9);
    expect(r2).toBeLessThan(0.9999);
    expect(Math.abs(found.r2 - r2)).toBeLessThan(1e-3);
    expect(Math.abs(found.meanAbsoluteError / mae - 1)).toBeLessThan(0.02);
    expect(Math.abs(found.rootMeanSquaredError / rmse - 1)).toBeLessThan(0.02);
    expect(printed).toContain("A regression of price: its target has");
    expect(printed).toContain("--task classification would have it otherwise");
    const { text } = readMarkup(readFileSync(join(folder, "report.html"), "utf8"));
    for (const part of ["Predicted against true price", "R²", "Mean absolute error"]) expect(text).toContain(part);
    expect(text).not.toContain("Confusion");
    material.close();
  });

  test("infers classes from text and from few whole numbers, unless told otherwise", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 7, i % 3, ["no", "yes"][i % 2]!]);
    const path = files.table("kinds.csv", ["a", "kind", "answer"], rows);
    const kinds = async (changes: object): Promise<string> => {
      const { record, printed } = await runIn(files.folder, path, { ...SMALL, ...changes });
      return `${record.task.kind} ${record.task.classes.join()} ${/^A .*$/m.exec(printed)![0]}`;
    };
    expect(await kinds({ target: "answer" })).toBe(
      "classification no,yes A classification of answer into 2 classes (no, yes): its target is text; --task regression would have it otherwise",
    );
    expect(await kinds({ target: "kind" })).toContain("classification 0,1,2 A classification of kind into 3 classes");
    expect(await kinds({ target: "kind", task: "regression" })).toBe("regression  A regression of kind");
  });
});

/** What the best straight line through the training samples does on the others: by the normal equations, in float64. */
function leastSquares(
  train: Dataset,
  test: Dataset,
  inverse: (y: ArrayLike<number>) => Float64Array,
): { r2: number; mae: number; rmse: number } {
  const matrix = (data: Dataset): { X: Matrix; y: Float64Array } => {
    const { x, y, length } = collect(data);
    const D = x.shape[0]!;
    // Without the first town: with a constant, the three are dependent.
    const rows = Array.from({ length }, (_, i) => [
      1,
      ...x.data.slice(i * D, i * D + 2),
      ...x.data.slice(i * D + 3, (i + 1) * D),
    ]);
    return { X: new Matrix(rows), y: inverse(y.data) };
  };
  const [a, b] = [matrix(train), matrix(test)];
  const weights = solve(a.X.transpose().mmul(a.X), a.X.transpose().mmul(Matrix.columnVector(a.y)));
  const errors = b.X.mmul(weights)
    .to1DArray()
    .map((value, i) => value - b.y[i]!);
  const mean = b.y.reduce((sum, value) => sum + value) / b.y.length;
  const squares = errors.reduce((sum, e) => sum + e * e, 0);
  return {
    r2: 1 - squares / b.y.reduce((sum, value) => sum + (value - mean) ** 2, 0),
    mae: errors.reduce((sum, e) => sum + Math.abs(e), 0) / errors.length,
    rmse: Math.sqrt(squares / errors.length),
  };
}
