import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, encode } from "../../src/io/safetensors.ts";
import { Cli, type Outcome } from "../helpers/cli.ts";
import { readMarkup } from "../helpers/markup.ts";
import { noise } from "../helpers/random.ts";

let cli: Cli;
const inFolder = (path: string): string => join(cli.folder, path);
const write = (name: string, contents: string | Uint8Array): void => {
  writeFileSync(inFolder(name), contents);
};
const FAST = ["--hidden", "32", "--epochs", "4", "--batch-size", "8", "--steps", "32"];
const SMALL = ["--hidden", "8", "--epochs", "1", "--steps", "8"];

/** Sentences of few words, and the entropy of their characters, in nats: the loss of a model that looks at none before. */
function sentences(): { text: string; entropy: number } {
  const parts = [
    ["the dog", "a cat", "my sister", "the old king"],
    ["sees", "likes", "hears"],
    ["the moon.", "a bird!", "nothing."],
  ];
  const pick = (words: readonly string[]): string => words[Math.floor(((noise() + 1) / 2) * words.length)]!;
  let text = "";
  while (text.length < 24_000) text += `${parts.map(pick).join(" ")}\n`;
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  const entropy = [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log(n / text.length), 0);
  return { text, entropy };
}

const { text: TEXT, entropy: ENTROPY } = sentences();
let trained: Outcome;

beforeAll(async () => {
  cli = await Cli.build();
  write("story.txt", TEXT);
  trained = await cli.run(["train", "text", "story.txt", ...FAST]);
});

afterAll(() => {
  cli.remove();
});

async function written(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await cli.run(["sample", "--model", "runs/story", ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

async function refusal(...args: string[]): Promise<string> {
  const before = readdirSync(cli.folder).sort();
  const { code, stdout, stderr } = await cli.run(args);
  expect(stderr).toMatch(/^wasmgrad: \P{Cc}+\n$/u);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(readdirSync(cli.folder).sort()).toEqual(before);
  return stderr;
}

describe("wasmgrad train text", () => {
  test("learns, shows what it writes, leaves a run, and proves it in a fresh process", () => {
    const { code, stdout, stderr } = trained;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const record = JSON.parse(readFileSync(inFolder("runs/story/history.json"), "utf8"));
    expect(readdirSync(inFolder("runs/story")).sort()).toEqual([
      "checkpoint.safetensors",
      "history.json",
      "model.safetensors",
      "report.html",
    ]);
    expect(record).toMatchObject({ kind: "text", data: inFolder("story.txt") });
    expect(record.configuration).toMatchObject({ hidden: 32, numLayers: 1, steps: 32, clipNorm: 5, validation: 0.1 });
    const held = TEXT.length - record.trainingCharacters;
    expect(held).toBe(Math.ceil(TEXT.length / 10));
    expect(record.test.characters).toBeGreaterThan(held - 10);
    expect(record.test.characters).toBeLessThan(held);
    expect(ENTROPY).toBeGreaterThan(2.5);
    expect(record.test.loss).toBeLessThan(0.3 * ENTROPY);
    expect(record.test.loss).toBe(record.history[3].validation.loss);
    expect(stdout).toContain(`Test loss ${record.test.loss.toFixed(4)} nats a character`);
    expect(stdout).toMatch(/Reloaded runs\/story .* test characters, bit for bit/);
    expect(stdout).toContain(record.test.outputs);

    const lines = stdout.split("\n").filter((line) => line.startsWith("  | "));
    const last = stdout.slice(0, stdout.indexOf("Test loss")).trimEnd().split("\n\n").at(-1)!;
    const sample = last.replace(/^ {2}\| /gm, "");
    expect(lines.length).toBeGreaterThan(last.split("\n").length + 6); // three before
    const page = readFileSync(inFolder("runs/story/report.html"), "utf8");
    expect(page).not.toMatch(/https?:|<script/);
    expect(readMarkup(page).text).toContain(sample.slice(0, 200));
    const words = new Set(TEXT.split(/\s/));
    const own = sample.split(/\s/).slice(1, -1);
    expect(own.filter((word) => words.has(word)).length / own.length).toBeGreaterThan(0.8);
  });

  test("gives the same bits for the same seed, quietly", async () => {
    const bits = async (...args: string[]): Promise<string> => {
      const outcome = await cli.run(["train", "text", "story.txt", "--quiet", "--out", "again", ...SMALL, ...args]);
      expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
      return readFileSync(inFolder("again/model.safetensors"), "latin1");
    };
    const first = await bits();
    expect((await bits()) === first).toBe(true);
    expect((await bits("--seed", "8")) === first).toBe(false);
  });

  test("stops when interrupted before there is anything to keep, and leaves nothing behind", async () => {
    const { code, stderr } = await cli.run(["train", "text", "story.txt", "--out", "stopped/x", "--epochs", "9999"], {
      when: "characters to train",
      then: (child) => child.kill("SIGINT"),
    });
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
    expect(existsSync(inFolder("stopped"))).toBe(false);
  });

  test("takes a text of anything in UTF-8, and shows none of its control characters", async () => {
    write("odd.txt", "\ufeff" + "\u{1f44d}\u{1f3fd} \u0000a\u001b[2J\r\ne\u0301\u202e".repeat(60));
    const { code, stdout, stderr } = await cli.run(["train", "text", "odd.txt", ...SMALL]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("14 different");
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e\ufeff]/u);
    const raw = await cli.run(["sample", "--model", "runs/odd", "--length", "300", "--temperature", "9"]);
    expect(raw.stdout).toContain("\u001b");
    expect((await cli.run(["info", "runs/odd"])).stdout).toContain("14: \\u0000 \\n \\r \\u001b");
    write("same.txt", "a".repeat(100));
    expect((await cli.run(["train", "text", "same.txt", ...SMALL])).code).toBe(0);
    expect((await cli.run(["sample", "--model", "runs/same", "--length", "5"])).stdout).toBe("aaaaa\n");
  });

  test.each([
    ["", "is empty"],
    ["a", "the length of bad.txt is 1, 1 of it to test with"],
    ["abcdefghij", "the length of bad.txt is 10, 1 of it to test with"],
    ["abcdefghijk", "bad.txt has 9 characters to train with, expected more than the 64 of a sample"],
    [Buffer.from([0x61, 0xe9, 0x62]), "bad.txt is no text in UTF-8"],
    [Buffer.from("\ufeffhello", "utf16le"), "bad.txt is no text in UTF-8"],
  ])("refuses %j", async (contents, message) => {
    write("bad.txt", contents);
    expect(await refusal("train", "text", "bad.txt")).toContain(message);
  });

  test.each([
    [["text"], "expected one behind text: train text <file>"],
    [["text", "nowhere.txt"], "nowhere.txt cannot be read: ENOENT"],
    [["text", "runs"], "runs cannot be read: EISDIR"],
    [["digits", "story.txt"], "story.txt stands behind digits, expected nothing there"],
    [["digits", "--steps", "9"], "--steps is 9, expected none: it is for text"],
    [["text", "story.txt", "--hidden", "128,64"], "--hidden is 128,64, expected LSTM layers of one size"],
    [["text", "story.txt", "--hidden", "0"], "--hidden is 0, expected LSTM layers"],
    [["text", "story.txt", "--hidden", "5000"], "--hidden is 5000, expected at most 4096"],
    [["text", "story.txt", "--as-text", "a"], "--as-text is a, expected none"],
    [["text", "story.txt", "--loss", "mse"], "--loss is mse, expected none"],
    [["text", "story.txt", "--activation", "elu"], "--activation is elu, expected none"],
    [["text", "story.txt", "--steps", "65536"], "lower --steps"],
  ])("refuses %j", async (args, message) => {
    expect(await refusal("train", ...args)).toContain(message);
  });

  test.each([["1"], ["2"]])("refuses a learning rate that ends in no number, after %s epochs", async (epochs) => {
    const wild = ["--optimizer", "sgd", "--learning-rate", "3e38", "--batch-size", "9999", "--epochs", epochs];
    const message = await refusal("train", "text", "story.txt", "--hidden", "8", "--quiet", "--out", "wild", ...wild);
    // Fused multiply-adds overflow elsewhere.
    expect(message).toMatch(/the test loss is (NaN|Infinity), expected a finite number; lower the learning rate/);
  });
});

describe("wasmgrad sample", () => {
  test("writes by its options, the same for the same seed", async () => {
    const first = await written("--length", "80");
    expect(first).toHaveLength(81);
    expect(await written("--length", "80")).toBe(first);
    expect(await written("--length", "80", "--seed", "8")).not.toBe(first);
    const likeliest = await written("--length", "80", "--temperature", "0");
    expect(await written("--length", "80", "--top-k", "1", "--seed", "9")).toBe(likeliest);
    expect(await written("--length", "0")).toBe("\n");
    expect(await written("--length", "0", "--prime", "the ")).toBe("the \n");
    expect(await written("--length", "9", "--temperature", "0", "--prime", "the old k")).toMatch(/^the old king /);
  });

  test("ends when its reader leaves, and when interrupted", async () => {
    const endless = ["sample", "--model", "runs/story", "--length", "9007199254740991"];
    const when = ".";
    const left = await cli.run(endless, { when, then: (child) => child.stdout!.destroy() });
    expect(left).toMatchObject({ code: 0, stderr: "" });
    const stopped = await cli.run(endless, { when, then: (child) => child.kill("SIGINT") });
    expect(stopped).toMatchObject({ code: 130, stderr: "" });
  });

  test("refuses what the model does not know, and models that do not write", async () => {
    const sample = async (...args: string[]): Promise<string> => await refusal("sample", "--model", ...args);
    expect(await sample("runs/story", "--prime", "the Q")).toContain('character 4 of the text is "Q"');
    expect(await sample("runs/story", "--prime", "")).toContain("--prime is empty");
    expect(await sample("nowhere")).toContain("nowhere cannot be read: ENOENT");
    await cli.run(["train", "iris", "--epochs", "1", "--quiet"]);
    expect(await sample("runs/iris")).toContain("has not learned to write");
    for (const command of ["evaluate", "predict"]) {
      expect(await refusal(command, "story.txt", "--model", "runs/story")).toContain("has learned to write");
    }
  });

  test("refuses a file whose words or tensors do not fit", async () => {
    const { tensors, metadata } = decode(readFileSync(inFolder("runs/story/model.safetensors")));
    const said = JSON.parse(metadata.get("language-model")!);
    const { characters } = said.vocabulary;
    const changed = async (changes: object, message: string): Promise<void> => {
      write(
        "changed.safetensors",
        encode(tensors, new Map([["language-model", JSON.stringify({ ...said, ...changes })]])),
      );
      expect(await refusal("sample", "--model", "changed.safetensors"), JSON.stringify(changes)).toContain(message);
    };
    for (const hidden of [1e9, 0, "32", null]) await changed({ hidden }, "the language model is");
    await changed({ numLayers: 1.5 }, "the language model is");
    await changed({ origin: null }, "the language model is");
    await changed({ hidden: 4096, numLayers: 32 }, "head.weight is [21, 32], expected [21, 4096]");
    await changed({ numLayers: 2 }, "lstm.weight_hh_l1 is missing, expected [128, 32]");
    await changed({ vocabulary: { characters: `${characters}~` } }, "head.weight is [21, 32], expected [22, 32]");
    for (const broken of ["", `b${characters}`, `${characters}a`]) {
      await changed({ vocabulary: { characters: broken } }, "the vocabulary is broken");
    }
    await changed({ vocabulary: {} }, "the language model is");
  });
});

describe("info and verify of a model that writes", () => {
  test("info tells its task, layers and characters", async () => {
    const { code, stdout } = await cli.run(["info", "runs/story"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Task +writing text, character by character$/m);
    expect(stdout).toMatch(/^Architecture +embedding → LSTM 32 → 21$/m);
    expect(stdout).toMatch(/^Characters +21: \\n {3}! \. a b /m);
    expect(stdout).toMatch(/^Trained with +story\.txt, seed 7, 0\.1 held out, loss cross-entropy$/m);
  });

  test("verify takes the text from elsewhere, and notices another and what is broken", async () => {
    renameSync(inFolder("story.txt"), inFolder("moved.txt"));
    expect(await refusal("verify", "runs/story")).toContain("story.txt cannot be read: ENOENT");
    expect(await cli.run(["verify", "runs/story", "--data", "moved.txt"])).toMatchObject({ code: 0, stderr: "" });
    write("other.txt", TEXT.slice(4));
    const other = await cli.run(["verify", "runs/story", "--data", "other.txt"]);
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(/sha256 [0-9a-f]{64}, expected [0-9a-f]{64}; has other\.txt changed\?\n$/);
    write("other.txt", "QUITE ANOTHER".repeat(9));
    expect(await refusal("verify", "runs/story", "--data", "other.txt")).toContain('other.txt: CharVocabulary: character 0 of the text is "Q"'); // prettier-ignore
    copyFileSync(inFolder("moved.txt"), inFolder("story.txt"));
    write("runs/story/history.json", '{"kind":"text"}');
    expect(await refusal("verify", "runs/story")).toContain("history.json is not the one that train wrote");
  });
});
