import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { build, formatArchitecture, parseArchitecture } from "../../src/cli/architecture.ts";
import { configured } from "../../src/cli/options.ts";
import { loadTrained } from "../../src/cli/trained.ts";
import { FormatError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { summarize } from "../../src/nn/index.ts";
import { runIn } from "../helpers/job.ts";

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
