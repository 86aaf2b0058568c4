import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { type Commands, run } from "../../src/cli/program.ts";
import { VERSION } from "../../src/cli/version.ts";

/** Parses `args` with commands that do nothing but remember. */
async function parse(...args: string[]): Promise<{ code: number; stdout: string; stderr: string; called: unknown[] }> {
  const called: unknown[] = [];
  let [stdout, stderr] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
  const remember = (...call: unknown[]): Promise<number> => {
    called.push(call);
    return Promise.resolve(5);
  };
  try {
    const names = ["train", "evaluate", "predict", "sample", "info", "verify"] as const;
    const commands = Object.fromEntries(names.map((name) => [name, remember])) as unknown as Commands;
    return { code: await run(args, commands), stdout, stderr, called };
  } finally {
    vi.restoreAllMocks();
  }
}

describe("the command line", () => {
  const DEFAULTS = { quiet: false };

  test("hands on what it parsed, and answers the command's exit code", async () => {
    expect(await parse("train", "digits")).toEqual({
      code: 5,
      stdout: "",
      stderr: "",
      called: [["digits", undefined, DEFAULTS]],
    });
    expect((await parse("train", "text", "x.txt")).called).toEqual([["text", "x.txt", DEFAULTS]]);
    expect((await parse("verify", "--", "-x")).called).toEqual([["-x", {}]]);
    expect((await parse("verify", "x", "--data", "y.csv")).called).toEqual([["x", { data: "y.csv" }]]);
    expect((await parse("info", "x")).called).toEqual([["x"]]);
    const evaluated = await parse("evaluate", "mnist", "--model", "runs/x", "--data", "y", "--ignore", "a");
    expect(evaluated.called).toEqual([["mnist", { model: "runs/x", data: "y", ignore: ["a"] }]]);
    const sampling = { length: 500, temperature: 0.8, seed: 7 };
    expect((await parse("sample", "--model", "runs/x")).called).toEqual([[{ model: "runs/x", ...sampling }]]);
    const flags = "--model runs/x --length 0 --temperature 0 --top-k 3 --seed 0 --prime".split(" ");
    expect((await parse("sample", ...flags, "To be\n")).called).toEqual([
      [{ model: "runs/x", prime: "To be\n", length: 0, temperature: 0, topK: 3, seed: 0 }],
    ]);
    const predicted = await parse("predict", "x.csv", "--model", "runs/x", "--out", "y.csv", "--ignore", "a,b");
    expect(predicted.called).toEqual([["x.csv", { model: "runs/x", out: "y.csv", ignore: ["a", "b"] }]]);
  });

  test("hands on every option of train", async () => {
    const flags =
      "--model simple-cnn --augment shift,rotate --augment noise --hidden 32,16 --activation tanh --loss mse --optimizer sgd --learning-rate .5e-1 --schedule cosine --clip-norm 2 --epochs 4 --batch-size 5 --validation .25 " +
      "--seed 0 --target price --task regression --missing drop --scale robust --text ordinal --unknown zeros --as-text d --ignore a,b " +
      "--ignore c --from y --freeze 0,2.bias --data folder --out x --resume z --repeat v --restart --quiet";
    expect((await parse("train", "x.csv", ...flags.split(" "))).called).toEqual([
      [
        "x.csv",
        undefined,
        {
          model: "simple-cnn",
          augment: ["shift", "rotate", "noise"],
          hidden: [32, 16],
          activation: "tanh",
          loss: "mse",
          optimizer: "sgd",
          learningRate: 0.05,
          schedule: "cosine",
          clipNorm: 2,
          epochs: 4,
          batchSize: 5,
          validation: 0.25,
          seed: 0,
          target: "price",
          task: "regression",
          missing: "drop",
          scale: "robust",
          asText: ["d"],
          text: "ordinal",
          unknown: "zeros",
          ignore: ["a", "b", "c"],
          from: "y",
          freeze: ["0", "2.bias"],
          data: "folder",
          out: "x",
          resume: "z",
          repeat: "v",
          restart: true,
          quiet: true,
        },
      ],
    ]);
    expect((await parse("train", "x.csv", "--hidden", "0")).called).toEqual([
      ["x.csv", undefined, { ...DEFAULTS, hidden: [] }],
    ]);
    expect((await parse("train", "text", "x.txt", "--steps", "32")).called).toEqual([
      ["text", "x.txt", { ...DEFAULTS, steps: 32 }],
    ]);
  });

  test.each([
    [["train", "text", "x.txt", "more"], "too many arguments"],
    [["train", "text", "x.txt", "--steps", "0"], "Expected a whole number from 1 to 65536."],
    [["sample"], "required option '--model <path>' not specified"],
    [["sample", "x", "--model", "y"], "too many arguments"],
    [["sample", "--model", "x", "--length", "-1"], "Expected a whole number from 0"],
    [["sample", "--model", "x", "--temperature", "-1"], "Expected a finite number from 0 on."],
    [["sample", "--model", "x", "--temperature", "1e999"], "Expected a finite number from 0 on."],
    [["sample", "--model", "x", "--top-k", "0"], "Expected a whole number from 1"],
    [["sample", "--model", "x", "--prime"], "argument missing"],
    [["train", "digits", "--nope"], "unknown option '--nope'"],
    [["train", "digits", "--hiden", "3"], "unknown option '--hiden' (Did you mean --hidden?)"],
    [["train", "digits", "--out"], "argument missing"],
    [["train", "digits", "--clip-norm", "0"], "Expected a finite number above 0."],
    [["train", "digits", "--epochs", "0"], "Expected a whole number from 1 to 10000."],
    [["train", "digits", "--epochs", "-3"], "Expected a whole number"],
    [["train", "digits", "--hidden", "1.5"], "Expected whole numbers from 1 to 65536, such as 32,16"],
    [["train", "digits", "--hidden", "65537"], "Expected whole numbers"],
    [["train", "digits", "--hidden", ""], "Expected whole numbers"],
    [["train", "digits", "--hidden", "8,0"], "Expected whole numbers"],
    [["train", "digits", "--hidden", "8,"], "Expected whole numbers"],
    [["train", "digits", "--hidden", Array(33).fill("8").join()], "at most 32"],
    [["train", "digits", "--activation", "relus"], "Allowed choices are relu, leaky-relu, elu"],
    [["train", "digits", "--activation", "constructor"], "Allowed choices are relu"],
    [["train", "digits", "--optimizer", "lamb"], "Allowed choices are adam, sgd, momentum, nesterov, adagrad,"],
    [
      ["train", "digits", "--loss", "mape"],
      "Allowed choices are cross-entropy, focal, mse, mae, huber, smooth-l1, log-cosh.",
    ],
    [["train", "digits", "--schedule", "linear"], "Allowed choices are none, cosine, one-cycle, step, exponential."],
    [["train", "digits", "--task", "both"], "Allowed choices are classification, regression."],
    [["train", "digits", "--missing", "zero"], "Allowed choices are error, mean, median, most-frequent, drop."],
    [["train", "digits", "--scale", "x"], "Allowed choices are standard, min-max, robust, none."],
    [["train", "digits", "--text", "x"], "Allowed choices are one-hot, ordinal."],
    [["train", "digits", "--unknown", "x"], "Allowed choices are error, zeros."],
    [["train", "digits", "--ignore", "a,,b"], "Expected names with commas between them."],
    [["train", "digits", "--augment", "shift,"], "Expected names with commas between them."],
    [["train", "digits", "--augment"], "argument missing"],
    [["train", "--resume"], "argument missing"],
    [["train", "digits", "--freeze", "0,"], "Expected names with commas between them."],
    [["train", "digits", "--validation", "0"], "Expected a number between 0 and 1."],
    [["train", "digits", "--validation", "1"], "Expected a number between 0 and 1."],
    [["train", "digits", "--validation", "20%"], "Expected a number between 0 and 1."],
    [["train", "digits", "--batch-size", "1e3"], "Expected a whole number"],
    [["train", "digits", "--batch-size", "0x10"], "Expected a whole number"],
    [["train", "digits", "--seed", "9007199254740992"], "Expected a whole number"],
    [["train", "digits", "--seed", "x\n\u001b[2Jy"], "Expected a whole number"],
    [["train", "digits", "--learning-rate", "0"], "Expected a finite number above 0."],
    [["train", "digits", "--learning-rate", "-1"], "Expected a finite number above 0."],
    [["train", "digits", "--learning-rate", "1e999"], "Expected a finite number above 0."],
    [["train", "digits", "--learning-rate", "nan"], "Expected a finite number above 0."],
    [["train", "digits", "--learning-rate", ""], "Expected a finite number above 0."],
    [["verify"], "missing required argument 'folder'"],
    [["info"], "missing required argument 'path'"],
    [["evaluate", "digits"], "required option '--model <path>' not specified"],
    [["evaluate", "--model", "x"], "missing required argument 'data'"],
    [["predict", "x.csv"], "required option '--model <path>' not specified"],
    [["predict", "--model", "x"], "missing required argument 'file'"],
  ])("refuses %j in one line, with exit code 2", async (args, message) => {
    const { code, stdout, stderr, called } = await parse(...args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^wasmgrad: \P{Cc}+\n$/u);
    expect({ code, stdout, called }).toEqual({ code: 2, stdout: "", called: [] });
  });

  test("explains itself when asked, and when asked nothing", async () => {
    const help = await parse("--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain("train [options] [data] [file]");
    const { code, stdout } = await parse("train", "--help");
    expect(code).toBe(0);
    for (const name of ["digits", "iris", "mnist", "wine", "CSV"]) expect(stdout).toContain(name);
    for (const flag of [
      "model",
      "augment",
      "hidden",
      "epochs",
      "batch-size",
      "learning-rate",
      "seed",
      "out",
      "quiet",
      "target",
      "task",
      "steps",
      "resume",
      "from",
      "freeze",
      "repeat",
      "restart",
    ]) {
      expect(stdout).toContain(`--${flag}`);
    }
    expect(await parse()).toMatchObject({ code: 2, stdout: "", stderr: help.stdout });
  });

  test("knows its version, which is that of the package", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(version);
    expect(await parse("--version")).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});
