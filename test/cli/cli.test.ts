import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../src/io/safetensors.ts";
import { Cli } from "../helpers/cli.ts";
import { readMarkup } from "../helpers/markup.ts";

let cli: Cli;
const inFolder = (path: string): string => join(cli.folder, path);
const sha256 = (path: string): string =>
  createHash("sha256")
    .update(readFileSync(inFolder(path)))
    .digest("hex");
const FILES = ["checkpoint.safetensors", "history.json", "model.safetensors", "report.html"];

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => {
  cli.remove();
});

describe("wasmgrad train digits", () => {
  test("learns, tells how well, writes a run, and proves that a fresh process predicts the same", async () => {
    const { code, stdout, stderr } = await cli.run(["train", "digits"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(readdirSync(inFolder("runs"))).toEqual(["digits"]);
    expect(readdirSync(inFolder("runs/digits")).sort()).toEqual(FILES);

    const record = JSON.parse(readFileSync(inFolder("runs/digits/history.json"), "utf8"));
    expect(record.test.samples).toBe(360);
    expect(record.test.accuracy).toBeGreaterThanOrEqual(0.97);
    expect(record.history).toHaveLength(20);
    const { confusion } = record.test as { confusion: number[][] };
    const hits = confusion.reduce((sum, row, i) => sum + row[i]!, 0);
    expect(hits / 360).toBeCloseTo(record.test.accuracy, 12);
    for (const [i, row] of confusion.entries()) {
      const samples = row.reduce((a, b) => a + b);
      expect(samples, `digit ${i}`).toBeGreaterThanOrEqual(34); // stratified: 174 to 183 of 1,797, a fifth of each
      expect(samples, `digit ${i}`).toBeLessThanOrEqual(37);
    }

    expect(stdout).toContain("1,437 digits to train with, 360 to test with");
    expect(stdout).toContain("9,610 parameters");
    expect(stdout).toMatch(/epoch {2}1\/20 .*loss.*accuracy/);
    expect(stdout).toContain("epoch 20/20");
    expect(stdout).toContain(`Test accuracy ${(100 * record.test.accuracy).toFixed(2)} %`);
    expect(stdout).toContain("predicted");
    expect(stdout).toMatch(/Trained in \d+\.\d\d s/);
    expect(stdout).toContain("the same outputs for 360 test samples, bit for bit");
    expect(stdout).toContain(record.test.outputs);

    const page = readFileSync(inFolder("runs/digits/report.html"), "utf8");
    const { tags, text } = readMarkup(page);
    expect(page).not.toMatch(/https?:|<script/);
    expect(tags.filter(({ attributes }) => attributes.get("class") === "picture")).toHaveLength(360 - hits);
    expect(text).toContain(`${(100 * record.test.accuracy).toFixed(2)} %`);

    const { tensors, metadata } = decode(readFileSync(inFolder("runs/digits/model.safetensors")));
    expect(Array.from(tensors, ([name, { shape }]) => [name, shape])).toEqual([
      ["0.weight", [128, 64]],
      ["0.bias", [128]],
      ["2.weight", [10, 128]],
      ["2.bias", [10]],
    ]);
    const texts = Object.fromEntries([...metadata].map(([key, text]) => [key, JSON.parse(text)]));
    expect(texts).toEqual({
      architecture: { inputs: 64, hidden: [128], activation: "relu", outputs: 10 },
      task: { kind: "classification", target: "digit", classes: Array.from("0123456789") },
      origin: { data: "digits", loss: "cross-entropy", validation: null, seed: 7 },
    });
  });

  test("gives the same bits twice, other bits for another seed, and replaces an earlier run", async () => {
    const train = async (...args: string[]): Promise<string> => {
      const { code, stdout } = await cli.run([
        "train",
        "digits",
        "--epochs",
        "1",
        "--quiet",
        "--out",
        "a/b/c",
        ...args,
      ]);
      expect(stdout).toBe("");
      expect(code).toBe(0);
      expect(readdirSync(inFolder("a/b"))).toEqual(["c"]);
      return sha256("a/b/c/model.safetensors");
    };
    const first = await train();
    expect(await train()).toBe(first);
    expect(await train("--seed", "8")).not.toBe(first);
    expect(JSON.parse(readFileSync(inFolder("a/b/c/history.json"), "utf8")).configuration).toEqual({
      hidden: [128],
      activation: "relu",
      loss: "cross-entropy",
      optimizer: "adam",
      learningRate: 1e-3,
      epochs: 1,
      batchSize: 32,
      validation: null,
      seed: 8,
    });
  });

  test("stops when interrupted before there is anything to keep, and leaves nothing behind", async () => {
    const { code, stderr } = await cli.run(["train", "digits", "--epochs", "10000", "--out", "stopped/run"], {
      when: "digits to train",
      then: (child) => child.kill("SIGINT"),
    });
    expect(code).toBe(130);
    expect(stderr).toBe("");
    expect(existsSync(inFolder("stopped"))).toBe(false);
  });

  test("keeps an earlier run when terminated", async () => {
    mkdirSync(inFolder("kept/run"), { recursive: true });
    const names = ["history.json", "model.safetensors", "report.html"];
    for (const name of names) writeFileSync(inFolder(`kept/run/${name}`), "earlier");
    const { code } = await cli.run(["train", "digits", "--epochs", "10000", "--out", "kept/run"], {
      when: "epoch     2/",
      then: (child) => child.kill("SIGTERM"),
    });
    expect(code).toBe(143);
    for (const name of names) expect(readFileSync(inFolder(`kept/run/${name}`), "utf8")).toBe("earlier");
  });

  test("finishes its work when its reader leaves", async () => {
    const { code, stderr } = await cli.run(["train", "digits", "--epochs", "2", "--out", "unread"], {
      when: "digits to train",
      then: (child) => child.stdout!.destroy(),
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(readdirSync(inFolder("unread")).sort()).toEqual(FILES);
    rmSync(inFolder("unread"), { recursive: true });
  });
});

describe("a command line that cannot be followed", () => {
  test.each([
    [["trian", "digits"], "unknown command 'trian' (Did you mean train?)"],
    [["train", "digits", "--learning-rate", "1e39"], "Adam: learningRate is 1e+39"],
    [["train", "digits", "--quiet", "--learning-rate", "3e38"], "fit: loss is"],
    [["train", "digits", "--out", "cli.mjs/below/it"], "which cannot be written: ENOTDIR"],
    [["verify", "nowhere"], "nowhere/history.json cannot be read: ENOENT"],
  ])("%j is one line, exit code 2, and nothing written", async (args, message) => {
    const names = readdirSync(cli.folder);
    const { code, stdout, stderr } = await cli.run(args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^wasmgrad: [^\n]+\n$/);
    expect(code).toBe(2);
    if (args.includes("--quiet")) expect(stdout).toBe("");
    expect(readdirSync(cli.folder)).toEqual(names);
  });
});

describe("wasmgrad verify", () => {
  test("notices a changed model, a changed record, and broken files", async () => {
    await cli.run(["train", "digits", "--epochs", "1", "--quiet", "--out", "checked"]);
    const [model, history] = ["checked/model.safetensors", "checked/history.json"].map(inFolder) as [string, string];
    const [bytes, text] = [readFileSync(model), readFileSync(history, "utf8")];
    expect(await cli.run(["verify", "checked"])).toMatchObject({ code: 0, stderr: "" });

    const changed = Buffer.from(bytes);
    changed[changed.length - 3]! ^= 1;
    writeFileSync(model, changed);
    const mismatch = await cli.run(["verify", "checked"]);
    expect(mismatch.code).toBe(1);
    expect(mismatch.stderr).toMatch(/^wasmgrad: verify: outputs have sha256 [0-9a-f]{64}, expected [0-9a-f]{64}\n$/);

    const broken = async (path: string, contents: string | Uint8Array, message: string): Promise<void> => {
      writeFileSync(path, contents);
      const { code, stderr } = await cli.run(["verify", "checked"]);
      expect(stderr).toContain(message);
      expect(stderr.split("\n")).toHaveLength(2);
      expect(code).toBe(2);
    };
    await broken(model, bytes.subarray(0, -4), "it is cut off");
    await broken(history, text.slice(0, 100), "history.json is not the one that train wrote");
  });
});
