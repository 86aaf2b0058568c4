import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { build, formatArchitecture, parseArchitecture } from "../../src/cli/architecture.ts";
import { configured } from "../../src/cli/options.ts";
import { loadTrained } from "../../src/cli/trained.ts";
import { FormatError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { summarize } from "../../src/nn/index.ts";
import { digits } from "../../src/data/datasets/index.ts";
import { runIn } from "../helpers/job.ts";
import { readMarkup } from "../helpers/markup.ts";

const base = mkdtempSync(join(tmpdir(), "wasmgrad-"));
afterAll(() => {
  rmSync(base, { recursive: true });
});

const CNN = { model: "cnn", size: [8, 8], inputs: 64, outputs: 10 } as const;
const OPTIONS = { activation: "relu", optimizer: "adam", seed: 7 };

describe("train --model", () => {
  test("cnn reads at least 98.5 % of the digits that are held out", { timeout: 300_000 }, async () => {
    const { record, folder, printed } = await runIn(base, "digits", { model: "cnn" });
    expect(record.test.samples).toBe(360);
    expect((record.test as { accuracy: number }).accuracy).toBeGreaterThanOrEqual(0.985);
    expect(record.configuration).toMatchObject({ model: "cnn", epochs: 40, batchSize: 32 });
    expect(printed).toContain("[32, 32, 8, 8]");
    const { model, architecture } = await loadTrained("test", folder);
    expect(architecture).toEqual(CNN);
    expect(summarize(model, [1, 64]).parameters).toBe(21_386);
    model.dispose();
  });

  test("shows filters and feature maps in its report, which dense has not", async () => {
    const page = async (model: string): Promise<ReturnType<typeof readMarkup>> => {
      const { folder } = await runIn(base, "digits", { model, epochs: 1 });
      return readMarkup(readFileSync(join(folder, "report.html"), "utf8"));
    };
    const { text, tags } = await page("cnn");
    for (const part of [
      "A convolutional network that predicts digit",
      "Channel 0 of 1: 32 filters of 3×3",
      `Feature maps of sample 0 of those held out, digit ${digits({ seed: 7 }).test.y.data[0]!}`,
      "0 Unflatten: 1 map of 8×8, 0 to 1",
      "1 Conv2d: 16 of 32 maps of 8×8",
      "6 MaxPool2d: 16 of 64 maps of 2×2",
    ]) {
      expect(text).toContain(part);
    }
    expect(tags.filter(({ name }) => name === "image")).toHaveLength(1 + 32 + 1 + 1 + 6 * 16);
    const dense = await page("dense");
    expect(dense.text).toContain("A dense network");
    expect(dense.text).not.toContain("Feature maps");
  });

  test("simple-cnn is the network of 34,826 parameters", () => {
    using model = build({ model: "simple-cnn", size: [28, 28], inputs: 784, outputs: 10 });
    expect(summarize(model, [2, 784])).toMatchObject({ parameters: 34_826 });
    const { epochs, batchSize } = configured("mnist", "classification", { ...OPTIONS, model: "simple-cnn" });
    expect([epochs, batchSize]).toEqual([12, 128]);
  });

  test("dense is what is trained without it", () => {
    expect(configured("digits", "classification", { ...OPTIONS, model: "dense" })).toEqual(
      configured("digits", "classification", OPTIONS),
    );
  });

  test("refuses data without pictures, pictures that are too small, and layers of its own", async () => {
    const wrong = (data: string, changes: object) => () =>
      configured(data, "classification", { ...OPTIONS, model: "cnn", ...changes });
    expect(wrong("iris", {})).toThrow(
      "train: --model is cnn, expected dense; it takes pictures, such as digits or mnist",
    );
    expect(wrong("digits", { hidden: [3] })).toThrow("train: --hidden is 3, expected none: cnn has layers of its own");
    expect(wrong("digits", { activation: "tanh" })).toThrow(ValueError);
    await expect(runIn(base, "digits", { model: "simple-cnn" })).rejects.toThrow(ShapeError);
  });
});

describe("a convolutional architecture in JSON", () => {
  test("is read back, and said in words", () => {
    expect(parseArchitecture("info", JSON.stringify(CNN))).toEqual(CNN);
    expect(formatArchitecture(CNN)).toBe("8×8 → cnn → 10");
  });

  test.each([
    { ...CNN, model: "constructor" },
    { ...CNN, size: [8, 9] },
    { ...CNN, size: [64] },
    { ...CNN, size: [1e4, 1e4], inputs: 1e8 },
    { ...CNN, size: [-8, -8] },
    { ...CNN, outputs: 0 },
  ])("refuses %j", (architecture) => {
    expect(() => parseArchitecture("info", JSON.stringify(architecture))).toThrow(FormatError);
  });
});
