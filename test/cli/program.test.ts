import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { run } from "../../src/cli/program.ts";
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
    return { code: await run(args, { train: remember, verify: remember }), stdout, stderr, called };
  } finally {
    vi.restoreAllMocks();
  }
}

describe("the command line", () => {
  const DEFAULTS = { hidden: 128, epochs: 20, batchSize: 32, learningRate: 1e-3, seed: 7, quiet: false };

  test("hands on what it parsed, defaults included, and answers the command's exit code", async () => {
    expect(await parse("train", "digits")).toEqual({ code: 5, stdout: "", stderr: "", called: [["digits", DEFAULTS]] });
    const flags = "--hidden 3 --epochs 4 --batch-size 5 --learning-rate .5e-1 --seed 0 --out x --quiet".split(" ");
    const options = { hidden: 3, epochs: 4, batchSize: 5, learningRate: 0.05, seed: 0, out: "x", quiet: true };
    expect((await parse("train", "digits", ...flags)).called).toEqual([["digits", options]]);
    expect((await parse("verify", "--", "-x")).called).toEqual([["-x"]]);
  });

  test.each([
    [["train"], "missing required argument 'data'"],
    [["train", "cats"], "'cats' is invalid for argument 'data'. Allowed choices are digits."],
    [["train", "digits", "more"], "too many arguments"],
    [["train", "digits", "--nope"], "unknown option '--nope'"],
    [["train", "digits", "--hiden", "3"], "unknown option '--hiden' (Did you mean --hidden?)"],
    [["train", "digits", "--out"], "argument missing"],
    [["train", "digits", "--epochs", "0"], "Expected a whole number from 1 to 10000."],
    [["train", "digits", "--epochs", "-3"], "Expected a whole number"],
    [["train", "digits", "--hidden", "1.5"], "Expected a whole number"],
    [["train", "digits", "--hidden", "65537"], "Expected a whole number"],
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
  ])("refuses %j in one line, with exit code 2", async (args, message) => {
    const { code, stdout, stderr, called } = await parse(...args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^wasmgrad: \P{Cc}+\n$/u);
    expect({ code, stdout, called }).toEqual({ code: 2, stdout: "", called: [] });
  });

  test("explains itself when asked, and when asked nothing", async () => {
    const help = await parse("--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain("train [options] <data>");
    const { code, stdout } = await parse("train", "--help");
    expect(code).toBe(0);
    for (const flag of ["hidden", "epochs", "batch-size", "learning-rate", "seed", "out", "quiet"]) {
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
