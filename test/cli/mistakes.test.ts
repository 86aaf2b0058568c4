import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WasmgradError } from "../../src/base/errors.ts";
import { evaluate } from "../../src/cli/evaluate.ts";
import { info } from "../../src/cli/info.ts";
import { predict } from "../../src/cli/predict.ts";
import { run } from "../../src/cli/program.ts";
import { sample } from "../../src/cli/text/sample.ts";
import { train } from "../../src/cli/train.ts";
import { verify } from "../../src/cli/verify.ts";
import { Linear } from "../../src/nn/index.ts";
import { save } from "../../src/node/index.ts";
import { runIn } from "../helpers/job.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const ROWS = Array.from({ length: 30 }, (_, i) => [i, (i * 7) % 10, ["red", "green"][i % 2]!, i * 2.5]);
/** The model of a table, and one of pictures. */
let [table, pictures] = ["", ""];

beforeAll(async () => {
  const path = files.table("good.csv", ["a", "b", "colour", "price"], ROWS);
  table = (await runIn(files.folder, path, { target: "price", hidden: [2], epochs: 1 })).folder;
  pictures = (await runIn(files.folder, "digits", { hidden: [2], epochs: 1 })).folder;
  files.write("empty.csv", "");
  files.table("header.csv", ["a", "b"], []);
  files.table(
    "one-class.csv",
    ["a", "b"],
    Array.from({ length: 30 }, (_, i) => [i, "same"]),
  );
  files.table("mixed.csv", ["a", "b"], [...ROWS.map(([a]) => [a!, 1]), [1, "x"]]);
  files.table("holes.csv", ["a", "b"], [...ROWS.map(([a]) => [a!, 0.5]), ["", 1.5]]);
  files.table("dates.csv", ["a", "b"], [["2020-01-02", 1]]);
  files.table(
    "target-only.csv",
    ["b"],
    ROWS.map(([a]) => [a!]),
  );
  files.table("fewer.csv", ["a", "b"], [[1, 2]]);
  files.table("more.csv", ["a", "b", "colour", "extra"], [[1, 2, "red", 4]]);
  files.table("other.csv", ["a", "b", "colour"], [[1, 2, "blue"]]);
  files.table("words.csv", ["a", "b", "colour"], [[1, "two", "red"]]);
  files.table("inputs.csv", ["a", "b", "colour"], [[1, 2, "red"]]);
  files.write("broken.safetensors", "{}");
  await save(new Linear(2, 2), files.path("foreign.safetensors"));
  mkdirSync(files.path("folder"));
  files.write("folder/mine.txt", "mine");
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** All names below the folder, and the bytes of files that a command might overwrite. */
function everything(): unknown {
  const names = (readdirSync(files.folder, { recursive: true }) as string[]).sort();
  return [names, readFileSync(files.path("good.csv"), "latin1"), readFileSync(files.path("folder/mine.txt"), "latin1")];
}

/** What the command says instead of doing something. `@x` in arguments is the path of x in the folder. */
async function refusal(args: readonly string[]): Promise<string> {
  let [stdout, stderr] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
  vi.spyOn(console, "log").mockImplementation((text: string) => void (stdout += text));
  const words = args.map((arg) =>
    arg
      .replace(/^@(table|pictures)\b/, (_, name) => (name === "table" ? table : pictures))
      .replace(/^@/, `${files.folder}/`),
  );
  const before = everything();
  try {
    const code = await run(words, { train, evaluate, predict, sample, info, verify });
    expect(code).toBe(2);
  } catch (error) {
    // src/cli/index.ts makes a line of it, and exit code 2.
    expect(error).toBeInstanceOf(WasmgradError);
    stderr += `wasmgrad: ${(error as Error).message}\n`;
  }
  expect(everything()).toEqual(before);
  expect(stderr).toMatch(/^wasmgrad: \P{Cc}+\n$/u);
  expect(stdout).toBe("");
  return stderr.replaceAll(`${files.folder}/`, "@");
}

const OUT = ["--out", "@run", "--quiet", "--epochs", "1"];

describe("train refuses", () => {
  test.each([
    ["@nowhere.csv", ["--target", "b"], "@nowhere.csv is no dataset (digits, iris, mnist, wine), and no file: ENOENT"],
    ["cats", [], "cats is no dataset (digits, iris, mnist, wine), and no file: ENOENT"],
    ["constructor", [], "constructor is no dataset"],
    ["@folder", ["--target", "b"], "@folder cannot be read: EISDIR"],
    ["@empty.csv", ["--target", "b"], "@empty.csv: readCsv: the file is empty"],
    ["@header.csv", ["--target", "b"], "@header.csv: readCsv: the file holds a header and no rows"],
    ["@good.csv", [], "--target is missing, expected one of the columns a, b, colour, price"],
    ["@good.csv", ["--target", "prize"], 'no column "prize", expected one of "a", "b", "colour", "price"'],
    ["@good.csv", ["--target", "price", "--ignore", "c"], 'ignore names the column "c", expected one of "a"'],
    ["@good.csv", ["--target", "price", "--ignore", "price"], 'no column "price"'],
    ["@one-class.csv", ["--target", "b"], 'the target "b" has one class only, "same"'],
    ["@mixed.csv", ["--target", "b"], '@mixed.csv: readCsv: row 32, column "b" is "x", expected a number'],
    ["@holes.csv", ["--target", "b"], 'row 32, column "a" is empty'],
    ["@dates.csv", ["--target", "b"], 'row 2, column "a" is "2020-01-02", a date'],
    ["@target-only.csv", ["--target", "b"], "the table holds the target only"],
    ["@good.csv", ["--target", "colour", "--task", "regression"], "is text, expected numbers for a regression"],
    [
      "@good.csv",
      ["--target", "price", "--loss", "cross-entropy"],
      "--loss is cross-entropy, expected one of mse, mae, huber, smooth-l1, log-cosh for regression",
    ],
    [
      "@good.csv",
      ["--target", "colour", "--loss", "mse"],
      "--loss is mse, expected one of cross-entropy, focal for classification",
    ],
    ["@good.csv", ["--target", "price", "--validation", "0.999"], "expected at least one left"],
    [
      "@good.csv",
      ["--target", "price", "--optimizer", "sgd", "--learning-rate", "1e38", "--epochs", "9"],
      "fit: loss is NaN at epoch",
    ],
    [
      "@good.csv",
      ["--target", "colour", "--optimizer", "sgd", "--learning-rate", "3e38", "--batch-size", "99"],
      "train: the output for sample 1 is NaN, expected finite numbers; lower the learning rate",
    ],
    ["digits", ["--target", "b"], "--target is b, expected none: digits has pictures, not columns"],
    ["digits", ["--scale", "robust"], "--scale is robust, expected none"],
    ["mnist", [], "--data is missing, expected the folder with MNIST's four *-ubyte.gz files"],
    ["mnist", ["--data", "@nowhere"], "@nowhere/train-images-idx3-ubyte.gz cannot be read: ENOENT"],
    ["mnist", ["--data", "@folder", "--validation", "0.2"], "--validation is 0.2, expected none"],
    ["iris", ["--target", "petals"], 'no column "petals"'],
    ["iris", ["--data", "@folder"], "--data is @folder, expected none: it is for mnist"],
  ])("%s %j", async (data, args, message) => {
    vi.stubEnv("WASMGRAD_DATA", "");
    expect(await refusal(["train", data, ...OUT, ...args])).toContain(message);
    vi.unstubAllEnvs();
  });

  test.each([
    ["@folder", "@folder, which holds mine.txt, expected a new folder or an earlier run"],
    ["@good.csv", "@good.csv, which is a file, expected a folder"],
    ["@good.csv/x", "which cannot be written: ENOTDIR"],
    ["", "--out is empty, expected a folder"],
  ])("--out %s", async (out, message) => {
    expect(await refusal(["train", "digits", "--epochs", "1", "--quiet", "--out", out])).toContain(message);
  });
});

describe("predict refuses", () => {
  test.each([
    ["@nowhere.csv", [], "@nowhere.csv cannot be read: ENOENT"],
    ["@empty.csv", [], "@empty.csv: readCsv: the file is empty"],
    ["@header.csv", [], "holds a header and no rows"],
    ["@fewer.csv", [], 'lacks the column "colour"'],
    ["@more.csv", [], 'has a column "extra", which training never saw'],
    ["@other.csv", [], 'row 2, column "colour" is "blue", expected a category that training has seen'],
    ["@words.csv", [], 'row 2, column "b" is "two", expected a number'],
    ["@inputs.csv", ["--out", "@inputs.csv"], "--out is @inputs.csv, the file that is read"],
    ["@inputs.csv", ["--out", "@table/model.safetensors"], "/model.safetensors, the model, expected another"],
    ["@inputs.csv", ["--out", "@folder"], "@folder cannot be written: E"],
    ["@inputs.csv", ["--out", "@no/such.csv"], "@no/such.csv cannot be written: ENOENT"],
    ["@inputs.csv", ["--ignore", "x"], 'ignore names the column "x"'],
  ])("%s %j", async (file, args, message) => {
    expect(await refusal(["predict", file, "--model", "@table", ...args])).toContain(message);
  });

  test.each([
    ["@nowhere", "@nowhere cannot be read: ENOENT"],
    ["@folder", "@folder/model.safetensors cannot be read: ENOENT"],
    ["@broken.safetensors", "safetensors: the file is 2 bytes"],
    ["@good.csv", "safetensors: the header is"],
    ["@foreign.safetensors", "@foreign.safetensors does not say what it has learned"],
    ["@pictures", "has learned pictures, expected a model that has learned a table"],
  ])("--model %s", async (model, message) => {
    expect(await refusal(["predict", "@inputs.csv", "--model", model])).toContain(message);
  });
});

describe("evaluate, info and verify refuse", () => {
  test.each([
    [["evaluate", "cats", "--model", "@table"], "cats is no dataset (digits, iris, mnist, wine), and no file"],
    [["evaluate", "digits", "--model", "@table"], "digits is a set of pictures, expected a table"],
    [["evaluate", "iris", "--model", "@pictures"], "iris is a table, expected pictures"],
    [["evaluate", "iris", "--model", "@table"], "which training never saw"],
    [["evaluate", "@inputs.csv", "--model", "@table"], 'lacks the column "price"'],
    [["evaluate", "@good.csv", "--model", "@nowhere"], "@nowhere cannot be read"],
    [["evaluate", "@good.csv", "--model", "@table", "--data", "@folder"], "--data is @folder, expected none"],
    [
      ["evaluate", "digits", "--model", "@pictures", "--ignore", "a"],
      "--ignore is a, expected none: digits has pictures",
    ],
    [["info", "@nowhere"], "@nowhere cannot be read: ENOENT"],
    [["info", "@broken.safetensors"], "@broken.safetensors: safetensors: the file is 2 bytes"],
    [["verify", "@nowhere"], "@nowhere/history.json cannot be read: ENOENT"],
    [["verify", "@table", "--data", "@nowhere.csv"], "@nowhere.csv is no dataset"],
  ])("%j", async (args, message) => {
    expect(await refusal(args)).toContain(message);
  });

  test("a model that computes NaN", async () => {
    for (const model of [table, pictures]) {
      const bytes = readFileSync(`${model}/model.safetensors`);
      bytes.writeFloatLE(NaN, bytes.length - 4);
      files.write("nan.safetensors", bytes);
      if (model === table) {
        expect(await refusal(["predict", "@inputs.csv", "--model", "@nan.safetensors"])).toContain(
          "predict: the output for sample 1 is NaN, expected finite numbers",
        );
        expect(await refusal(["evaluate", "@good.csv", "--model", "@nan.safetensors"])).toContain("is NaN");
      } else {
        expect(await refusal(["evaluate", "digits", "--model", "@nan.safetensors"])).toContain("is NaN");
      }
    }
  });

  test("a model whose texts were changed", async () => {
    const path = files.path("changed.safetensors");
    const changed = async (from: string, to: string): Promise<string> => {
      const bytes = readFileSync(`${table}/model.safetensors`, "latin1");
      expect(bytes).toContain(from);
      expect(to.length).toBe(from.length);
      writeFileSync(path, bytes.replace(from, to), "latin1");
      return await refusal(["predict", "@inputs.csv", "--model", path]);
    };
    expect(await changed('\\"inputs\\":4', '\\"inputs\\":0')).toContain("the architecture is");
    expect(await changed('\\"inputs\\":4', '\\"inputs\\":5')).toContain('"0.weight" is float32 [2, 4]');
    expect(await changed('\\"outputs\\":1', '\\"outputs\\":2')).toContain("there are 2 outputs, expected 1");
    expect(await changed('\\"regression\\",\\"target\\"', '\\"regressive\\",\\"target\\"')).toContain("the task is");
    expect(await changed('\\"seed\\":7', '\\"seed\\":x')).toContain("the origin is");
    expect(await changed('\\"mse\\"', '\\"msx\\"')).toContain("the origin is");
    expect(await changed('"preprocessor"', '"preprocessed"')).toContain("has learned pictures");
  });
});
