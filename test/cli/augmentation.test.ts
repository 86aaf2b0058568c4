import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { augmented } from "../../src/cli/augmentation.ts";
import { configured } from "../../src/cli/options.ts";
import { collect } from "../../src/data/collect.ts";
import { ArrayDataset } from "../../src/data/index.ts";
import { type JobChanges, runIn } from "../helpers/job.ts";
import { readMarkup } from "../helpers/markup.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();

/** 200 pictures with one pixel of ink, in the middle or in a row below. */
function dots(side: number): ArrayDataset {
  const pixels = new Float32Array(200 * side * side);
  for (let i = 0; i < 200; i++) pixels[i * side * side + ((side >> 1) + (i % 2)) * side + (side >> 1)] = 1;
  const labels = Int32Array.from({ length: 200 }, (_, i) => i % 2);
  return new ArrayDataset({ data: pixels, shape: [side * side] }, labels);
}

/** The pictures of an epoch. */
function pictures(side: number, ways: readonly string[], { seed = 7, epoch = 1 } = {}): Float32Array[] {
  const data = augmented(dots(side), { ways, size: [side, side], seed });
  data.enterEpoch!(epoch);
  const { x, y, length } = collect(data);
  expect([data.x.shape, y.data]).toEqual([[side * side], dots(side).y.data]);
  return Array.from({ length }, (_, i) => x.data.slice(i * side * side, (i + 1) * side * side) as Float32Array);
}

describe("augmented", () => {
  test.each([
    [8, 1],
    [28, 2],
  ])("shifts pictures of %i rows by up to %i pixels, either way", (side, most) => {
    const places = pictures(side, ["shift"]).map((pixels, i) => {
      expect(pixels.reduce((a, b) => a + b)).toBe(1);
      const at = pixels.indexOf(1);
      return [Math.floor(at / side) - (side >> 1) - (i % 2), (at % side) - (side >> 1)] as const;
    });
    for (const axis of [0, 1] as const) {
      const moves = places.map((place) => place[axis]);
      expect([Math.min(...moves), Math.max(...moves), new Set(moves).size]).toEqual([-most, most, 2 * most + 1]);
    }
  });

  test("turns by up to ten degrees, which leaves the middle where it is", () => {
    const before = dots(9);
    const turned = pictures(9, ["rotate"]);
    const middle = turned.filter((_, i) => i % 2 === 0).map((pixels) => pixels[4 * 9 + 4]!);
    for (const ink of middle) expect(ink).toBeGreaterThan(0.99);
    const below = turned.filter((_, i) => i % 2 === 1).map((pixels) => pixels[5 * 9 + 4]!);
    for (const ink of below) expect(ink).toBeGreaterThan(Math.cos(Math.PI / 18) * (1 - Math.sin(Math.PI / 18)) - 1e-6);
    expect(new Set(below).size).toBeGreaterThan(90);
    expect(before.x.data[4 * 9 + 4]).toBe(1); // what was given stays
  });

  test("adds noise of 0.05", () => {
    const noise = pictures(28, ["noise"]).flatMap((pixels) => [...pixels.subarray(0, 300)]);
    const deviation = Math.sqrt(noise.reduce((sum, v) => sum + v * v, 0) / noise.length);
    expect(Math.abs(deviation - 0.05)).toBeLessThan(0.001); // five standard errors of 60,000 numbers
  });

  test("does all of them, the same for a seed and an epoch, others for others", () => {
    const ways = ["shift", "rotate", "noise"];
    const first = pictures(8, ways);
    expect(pictures(8, ways)).toEqual(first);
    for (const changed of [pictures(8, ways, { seed: 8 }), pictures(8, ways, { epoch: 2 }), pictures(8, ["shift"])]) {
      expect(changed).not.toEqual(first);
    }
  });
});

describe("train --augment", () => {
  const SMALL = { hidden: [5], epochs: 2, batchSize: 100 };
  const run = (changes: JobChanges) => runIn(files.folder, "digits", { ...SMALL, ...changes });

  test("changes what is trained with, by the seed, and says so", async () => {
    const ways = { augment: ["noise", "shift"] };
    const [plain, first] = [await run({}), await run(ways)];
    const [again, other] = [await run(ways), await run({ augment: ["shift"] })];
    expect(again.model.equals(first.model)).toBe(true);
    for (const model of [plain.model, other.model]) expect(model.equals(first.model)).toBe(false);
    expect(plain.record.configuration).not.toHaveProperty("augment");
    expect(first.record.configuration.augment).toEqual(["noise", "shift"]);
    expect(first.printed).toContain("Pictures for training change in every epoch: noise, shift");
    expect(plain.printed).not.toContain("change");
    const text = ({ folder }: { readonly folder: string }): string =>
      readMarkup(readFileSync(join(folder, "report.html"), "utf8")).text.replace(/\s+/g, " ");
    expect(text(first)).toContain("Augmentation noise, shift");
    expect(text(plain)).not.toContain("Augmentation");
  });

  test("leaves initial weights and held-out pictures as they are", async () => {
    const still = { learningRate: 1e-38 }; // moves no weight
    const outputs = async (changes: JobChanges): Promise<string> =>
      (await run({ ...still, ...changes })).record.test.outputs;
    expect(await outputs({ augment: ["noise"] })).toBe(await outputs({}));
  });

  test("takes convolutional networks, too, and any seed", async () => {
    const augment = ["rotate"];
    const changes = { model: "cnn", epochs: 1, augment, seed: Number.MAX_SAFE_INTEGER };
    const { record } = await runIn(files.folder, "digits", changes);
    expect(record.configuration).toMatchObject(changes);
    expect(record.history[0]!.loss).toBeLessThan(2.2);
  });

  test("refuses tables, and names that are unknown or said twice", () => {
    const OPTIONS = { activation: "relu", optimizer: "adam", seed: 7 };
    const wrong = (data: string, ...augment: string[]) => {
      return () => configured(data, "classification", { ...OPTIONS, augment });
    };
    expect(wrong("iris", "shift")).toThrow("train: --augment is shift, expected none: iris has columns, not pictures");
    expect(wrong("x.csv", "shift", "noise")).toThrow(ValueError);
    expect(wrong("digits", "shift", "blur")).toThrow("train: --augment is blur, expected one of shift, rotate, noise");
    expect(wrong("digits", "constructor")).toThrow(ValueError);
    expect(wrong("mnist", "shift", "shift")).toThrow("train: --augment is shift,shift, expected each name once");
    expect(wrong("mnist", "noise", "shift")()).toMatchObject({ augment: ["noise", "shift"] });
  });
});
