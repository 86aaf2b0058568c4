import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Workplace } from "../../src/cli/into-folder.ts";
import { sourceOf } from "../../src/cli/order.ts";
import { recall } from "../../src/cli/recall.ts";
import { Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { save } from "../../src/node/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { type Followed, followIn, goOnIn } from "../helpers/follow.ts";
import { readMarkup } from "../helpers/markup.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const FAST = ["--epochs", "2"];
const follow = async (...words: string[]): Promise<Followed> => await followIn(files.folder, "train", ...words);
/** What begins with the weights of another run and changes none of them: a step is too small for float32. */
const still = async (...words: string[]): Promise<Followed> =>
  await follow(...words, "--learning-rate", "1e-38", "--epochs", "1");
const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));

/** Rows whose kind is one of `kinds` and whose price follows from the others. */
function rows(count: number, from: number, kinds: string): (string | number)[][] {
  return Array.from({ length: count }, (_, i) => {
    const [size, town] = [from + ((i * 37) % 50), ["Basel", "Bern"][i % 2]!];
    return [size, town, 3 * size + 10 * (i % 2), kinds[i % kinds.length]!];
  });
}

let table: Followed;
let [first, more, three] = ["", "", ""];

beforeAll(async () => {
  const header = ["size", "town", "price", "kind"];
  first = files.table("first.csv", header, rows(60, 100, "ab"));
  more = files.table("more.csv", header, rows(40, 500, "ab"));
  three = files.table("three.csv", header, rows(60, 100, "abc"));
  table = await follow(first, "--target", "kind", "--ignore", "price", "--hidden", "6,5", ...FAST);
});

describe("--from a table's model", () => {
  test("takes network, weights, columns and classes as they are", async () => {
    const { weights, record, printed, texts } = await still(more, "--ignore", "price", "--from", table.folder);
    expect([...weights.keys()]).toEqual([...table.weights.keys()]);
    for (const [name, numbers] of table.weights) expect(same(weights.get(name)!, numbers), name).toBe(true);
    expect(texts.get("preprocessor")).toBe(table.texts.get("preprocessor")); // though sizes are others here
    expect(printed).toContain(`Taken from ${table.folder}: 0.weight, 0.bias, 2.weight, 2.bias, 4.weight, 4.bias`);
    expect(printed).not.toContain("anew");
    const sha256 = createHash("sha256").update(table.model).digest("hex");
    expect(record["from"]).toEqual({ path: table.folder, sha256 });
    expect(record.command.join(" ")).toContain("--hidden 6,5");
    expect(record.command.join(" ")).toContain(`--from ${table.folder}`);
  });

  test("keeps classes that none of the rows has, and the scale of a number to be told", async () => {
    const kinds = await follow(three, "--target", "kind", "--ignore", "price", "--hidden", "4", "--epochs", "1");
    const prices = await follow(first, "--target", "price", "--ignore", "kind", "--hidden", "4", "--epochs", "1");
    for (const run of [kinds, prices]) {
      const { weights, texts } = await still(more, "--from", run.folder);
      expect(texts.get("preprocessor")).toBe(run.texts.get("preprocessor"));
      for (const [name, numbers] of run.weights) expect(same(weights.get(name)!, numbers), name).toBe(true);
    }
  });

  test("draws the last layer anew for other classes, and for another target", async () => {
    for (const words of [
      [three, "--ignore", "price", "--from", table.folder],
      [first, "--target", "price", "--ignore", "kind", "--from", table.folder],
      [first, "--target", "price", "--from", table.folder], // the old target is none of the inputs
    ]) {
      const { weights, printed, record } = await still(...words);
      for (const name of ["0.weight", "0.bias", "2.weight", "2.bias"]) {
        expect(same(weights.get(name)!, table.weights.get(name)!), name).toBe(true);
      }
      expect(same(weights.get("4.weight")!, table.weights.get("4.weight")!)).toBe(false);
      expect(printed).toContain("Drawn anew, since it learns something else: 4.weight, 4.bias");
      expect((record["task"] as { kind: string }).kind).toBe(words.includes(three) ? "classification" : "regression");
    }
  });

  test("learns on", async () => {
    const { weights, record } = await follow(first, "--ignore", "price", "--from", table.folder, ...FAST);
    expect(same(weights.get("0.weight")!, table.weights.get("0.weight")!)).toBe(false);
    const losses = (run: Followed): number[] => (run.record["history"] as { loss: number }[]).map(({ loss }) => loss);
    expect(losses({ ...table, record })[0]!).toBeLessThan(losses(table)[1]!);
  });

  test.each([
    [["--hidden", "7"], "--hidden is 7, expected none beside --from"],
    [["--activation", "tanh"], "--activation is tanh, expected none beside --from"],
    [["--scale", "robust"], "--scale is robust, expected none beside --from: columns enter as its model has learned"],
    [["--target", "town"], "--target is town, which the model of --from takes as an input"],
  ])("refuses %j", async (words, message) => {
    await expect(follow(more, "--from", table.folder, ...words)).rejects.toThrow(message);
  });
});

describe("--from other models", () => {
  test("digits: the network is that of the model, of the same bits", async () => {
    const before = await follow("digits", "--hidden", "9", "--activation", "tanh", "--epochs", "1");
    const path = join(before.folder, "model.safetensors");
    const { weights, record } = await still("digits", "--from", path, "--seed", "3");
    for (const [name, numbers] of before.weights) expect(same(weights.get(name)!, numbers), name).toBe(true);
    expect(record["configuration"]).toMatchObject({ hidden: [9], activation: "tanh", seed: 3 });
    await expect(follow(first, "--from", path)).rejects.toThrow("has learned pictures, expected a table");
    await expect(follow("digits", "--from", table.folder)).rejects.toThrow("has learned a table, expected pictures");
  });

  test("a file of another program: what fits by name and shape, and tells what not", async () => {
    manualSeed(1);
    const other = new Sequential(new Linear(64, 9), new ReLU(), new Linear(9, 7), new ReLU(), new Linear(7, 3));
    await save(other, files.path("other.safetensors"));
    const { weights, printed } = await still("digits", "--hidden", "9", "--from", files.path("other.safetensors"));
    const theirs = other.namedTensors();
    expect(same(weights.get("0.weight")!, theirs.get("0.weight")!.data)).toBe(true);
    for (const line of [
      "other.safetensors: 0.weight, 0.bias\n",
      "Drawn anew, since its shape is another there: 2.weight, 2.bias",
      "Left out, since the model has none of it: 4.weight, 4.bias",
    ]) {
      expect(printed).toContain(line);
    }
    await expect(follow("digits", "--hidden", "8", "--from", files.path("other.safetensors"))).rejects.toThrow(
      /other\.safetensors, whose tensors do not fit: .* expected some like 0\.weight/,
    );
  });

  test.each([
    ["nowhere", "nowhere cannot be read: ENOENT"],
    ["first.csv", "first.csv: safetensors: the header is"],
  ])("refuses %s", async (name, message) => {
    await expect(follow("digits", "--from", files.path(name))).rejects.toThrow(message);
  });
});

describe("--from a model that writes", () => {
  test("takes all for the same characters, and rows by character for others", async () => {
    const SMALL = ["--steps", "8", "--hidden", "8"];
    const text = files.write("a.txt", "bad cab had. ".repeat(40));
    const differing = files.write("b.txt", "a fab cafe! ".repeat(40));
    const before = await follow("text", text, ...SMALL, ...FAST);
    const again = await still("text", text, "--steps", "8", "--from", before.folder);
    for (const [name, numbers] of before.weights) expect(same(again.weights.get(name)!, numbers), name).toBe(true);

    const other = await still("text", differing, "--steps", "8", "--from", before.folder);
    const characters = ({ texts }: Followed): string[] => {
      const { vocabulary } = JSON.parse(texts.get("language-model")!) as { vocabulary: { characters: string } };
      return [...vocabulary.characters];
    };
    const [old, now] = [characters(before), characters(other)];
    expect(now).toEqual([..." !.abcdefh"]);
    for (const name of ["embedding.weight", "head.weight", "head.bias"]) {
      const [a, b] = [before.weights.get(name)!, other.weights.get(name)!].map((v) => Array.from(v)) as [
        number[],
        number[],
      ];
      const width = a.length / old.length;
      for (const [at, character] of old.entries()) {
        const place = now.indexOf(character);
        expect(b.slice(place * width, (place + 1) * width), `${name} ${character}`).toEqual(
          a.slice(at * width, (at + 1) * width),
        );
      }
    }
    expect(same(other.weights.get("lstm.weight_hh_l0")!, before.weights.get("lstm.weight_hh_l0")!)).toBe(true);
    expect(other.record["configuration"]).toMatchObject({ hidden: 8, numLayers: 1 });
    await expect(follow("text", differing, "--from", before.folder, "--hidden", "9")).rejects.toThrow("--hidden is 9");
    await expect(follow("text", differing, "--from", table.folder)).rejects.toThrow("has not learned to write");
    await expect(follow(first, "--from", before.folder)).rejects.toThrow("has learned texts, expected a table");
  });
});

describe("a run that begins with other weights", () => {
  test("goes on, without a checkpoint and without their file, to the same bits", async () => {
    const text = files.write("d.txt", "bad cab had. ".repeat(40));
    const written = await follow("text", text, "--steps", "8", "--hidden", "8", "--epochs", "1");
    for (const words of [
      [first, "--ignore", "price", "--from", files.path("gone"), "--freeze", "0", ...FAST],
      ["text", text, "--steps", "8", "--from", files.path("gone"), ...FAST],
    ]) {
      const source = words[0] === "text" ? written : table;
      copyFileSync(join(source.folder, "model.safetensors"), files.path("gone"));
      const whole = await follow(...words);
      rmSync(files.path("gone"));
      rmSync(join(whole.folder, "model.safetensors"));
      rmSync(join(whole.folder, "checkpoint.safetensors"));
      const again = await goOnIn(whole.folder);
      expect(again.model.equals(whole.model)).toBe(true);
      expect(again.record).toMatchObject({ command: whole.record.command, from: whole.record["from"] });
      expect(again.record["started"]).toBe(whole.record["started"]);
    }
  });

  test("is made again with the same file only", async () => {
    const { folder } = await follow(first, "--ignore", "price", "--from", table.folder, ...FAST);
    const before = await recall(join(folder, "history.json"));
    const place = { folder, checkpoint: null } as Workplace;
    const order = { recipe: before.recipe, before, goesOn: false };
    expect((await sourceOf(order, place))!.path).toBe(table.folder);
    const other = { ...before, from: { ...before.from!, sha256: "0".repeat(64) } };
    await expect(sourceOf({ ...order, before: other }, place)).rejects.toThrow(
      `${table.folder} has changed: its SHA-256 is ${before.from!.sha256}, expected 000`,
    );
  });
});

describe("--freeze", () => {
  test.each([
    ["0", ["0.weight", "0.bias"]],
    ["*.bias,2", ["0.bias", "2.weight", "2.bias", "4.bias"]],
  ])("%s keeps parameters to the bit", async (paths, frozen) => {
    const words = [first, "--ignore", "price", "--from", table.folder, "--freeze", paths, ...FAST];
    const { weights, record, printed, folder } = await follow(...words);
    for (const [name, numbers] of table.weights) {
      expect(same(weights.get(name)!, numbers), name).toBe(frozen.includes(name));
    }
    expect(record.frozen).toEqual(frozen);
    const page = readMarkup(readFileSync(join(folder, "report.html"), "utf8")).text;
    expect(page).toContain(frozen.join(", "));
    expect(page).toContain(basename(table.folder));
    expect(printed).toContain(`Stay as they are: ${frozen.join(", ")}`);
  });

  test("works for drawn weights, convolutions and texts", async () => {
    const drawn = await follow("digits", "--model", "cnn", "--epochs", "1", "--batch-size", "512", "--freeze", "1,4");
    expect(drawn.record.frozen).toEqual(["1.weight", "1.bias", "4.weight", "4.bias"]);
    const text = files.write("c.txt", "bad cab had. ".repeat(40));
    const written = await follow("text", text, "--steps", "8", "--hidden", "8", "--epochs", "1", "--freeze", "lstm");
    const still0 = await still("text", text, "--steps", "8", "--hidden", "8");
    for (const [name, numbers] of still0.weights) {
      expect(same(written.weights.get(name)!, numbers), name).toBe(name.startsWith("lstm."));
    }
  });

  test("refuses paths that there are not, which lists those that there are, and all of them", async () => {
    const freeze = async (paths: string): Promise<Followed> =>
      await follow(first, "--ignore", "price", "--from", table.folder, "--freeze", paths);
    await expect(freeze("0,bias")).rejects.toThrow(
      "--freeze is bias, expected some of 0.weight, 0.bias, 2.weight, 2.bias, 4.weight, 4.bias",
    );
    await expect(freeze("0.weigh")).rejects.toThrow("--freeze is 0.weigh, expected");
    await expect(freeze("0*bias,*")).rejects.toThrow("which leaves nothing to be trained");
  });
});
