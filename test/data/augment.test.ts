import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import {
  ArrayDataset,
  augment,
  batches,
  collect,
  type Dataset,
  type ImageShape,
  randomCrop,
  randomFlip,
  randomNoise,
  randomRotation,
  randomShift,
  Subset,
  type Transform,
} from "../../src/data/index.ts";
import { Flatten, Linear, meanSquaredError, Sequential } from "../../src/nn/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { fit } from "../../src/train/index.ts";

/** Images of two channels, 3 × 4, all pixels different and none of them 0. */
const images = (n: number): ArrayDataset =>
  new ArrayDataset(
    { data: Float32Array.from({ length: n * 24 }, (_, i) => i + 1), shape: [2, 3, 4] },
    Int32Array.from({ length: n }, (_, i) => i),
  );

const all = (data: Dataset): number[] => [...collect(data).x.data];

/** What a transform makes of an image, drawing from a stream of its own. */
function applied(transform: Transform, x: readonly number[], shape: ImageShape, seed: number): number[] {
  const to = transform.shapeOf(shape);
  const y = new Float32Array(to[0] * to[1] * to[2]).fill(NaN);
  transform.apply(y, Float32Array.from(x), shape, new RandomStream(seed));
  return [...y];
}

/** All different results for many seeds. */
function results(transform: Transform, x: readonly number[], shape: ImageShape): string[] {
  return [...new Set(Array.from({ length: 200 }, (_, seed) => applied(transform, x, shape, seed).join(" ")))].sort();
}

const EVERY = [randomShift(1), randomRotation(20), randomFlip(), randomCrop([2, 3]), randomNoise(0.1)];

describe("augment", () => {
  test("changes a sample by seed, index and epoch, whatever is read before", () => {
    const data = augment(images(6), EVERY, { seed: 3 });
    expect(data.x).toEqual({ shape: [2, 2, 3], dtype: "float32" });
    const first = all(data);
    expect(all(data)).toEqual(first);
    expect(all(augment(images(6), EVERY, { seed: 3 }))).toEqual(first);
    const [x, y] = [new Float32Array(24), new Int32Array(2)];
    data.read(Int32Array.of(4, 1), x, y);
    expect([...x]).toEqual([...first.slice(48, 60), ...first.slice(12, 24)]);
    expect([...y]).toEqual([4, 1]);
    data.enterEpoch(1);
    const second = all(data);
    for (let i = 0; i < 6; i++) expect(second.slice(12 * i, 12 * i + 12)).not.toEqual(first.slice(12 * i, 12 * i + 12));
    expect(all(augment(images(6), EVERY, { seed: 4 }))).not.toEqual(first);
    data.enterEpoch(0);
    expect(all(data)).toEqual(first);
  });

  test("gives samples of one dataset different changes", () => {
    const same = new ArrayDataset({ data: new Float32Array(64 * 9).fill(1), shape: [1, 3, 3] }, new Int32Array(64));
    const x = all(augment(same, [randomShift(1)], { seed: 1 }));
    const seen = new Set(Array.from({ length: 64 }, (_, i) => x.slice(9 * i, 9 * i + 9).join()));
    expect(seen.size).toBe(9);
  });

  test("draws its seed from the default generator", () => {
    const drawn = (seed: number) => {
      manualSeed(seed);
      return all(augment(images(3), EVERY));
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  test("learns from fit which epoch it is, also behind a subset and another augmentation", async () => {
    const epochs: number[] = [];
    const inner = images(4);
    const told: Dataset = {
      length: 4,
      x: inner.x,
      y: { shape: [], dtype: "int32" },
      read: (indices, x, y) => inner.read(indices, x, y),
      enterEpoch: (epoch) => void epochs.push(epoch),
    };
    const data = new Subset(augment(told, [randomShift(1)], { seed: 1 }), [0, 2]);
    using model = new Sequential(new Flatten(), new Linear(24, 1));
    using optimizer = new SGD(model, { learningRate: 0 });
    await fit(model, data, { loss: (y) => meanSquaredError(y, y), optimizer, epochs: 3 });
    expect(epochs).toEqual([1, 2, 3]);
  });

  test("without transforms is the dataset, in batches as well", () => {
    expect(all(augment(images(3), []))).toEqual(all(images(3)));
    const [batch] = batches(augment(images(3), [randomCrop([1, 2])]), 3);
    expect(batch![0].shape).toEqual([3, 2, 1, 2]);
  });

  test("refuses what is no image, and seeds and epochs that are none", () => {
    const flat = new ArrayDataset([[1, 2]], Int32Array.of(0));
    expect(() => augment(flat, [])).toThrow("augment: x is float32 [2], expected float32 [C, H, W]");
    const whole = new ArrayDataset({ data: new Int32Array(4), shape: [1, 2, 2] }, Int32Array.of(0));
    expect(() => augment(whole, [])).toThrow(ShapeError);
    expect(() => augment(images(1), [], { seed: -1 })).toThrow(ValueError);
    for (const epoch of [-1, 0.5, 2 ** 22]) {
      expect(() => augment(images(1), []).enterEpoch(epoch)).toThrow(`enterEpoch: epoch is ${epoch}, expected`);
    }
    expect(() => augment(images(1), [randomCrop([4, 4])])).toThrow(
      "randomCrop: images are [2, 3, 4], expected [C, H, W] with at least 4×4",
    );
  });
});

describe("transforms", () => {
  const square = [1, 2, 3, 4];

  test("randomShift moves to every place", () => {
    expect(results(randomShift(1, { fill: 9 }), square, [1, 2, 2])).toEqual(
      // Up, down or neither, with left, right or neither.
      ["3 4 9 9", "4 9 9 9", "9 3 9 9", "1 2 3 4", "2 9 4 9", "9 1 9 3", "9 9 1 2", "9 9 2 9", "9 9 9 1"].sort(),
    );
    expect(results(randomShift(0), square, [1, 2, 2])).toEqual(["1 2 3 4"]);
    expect(results(randomShift(5), square, [2, 2, 1])).toContain("0 0 0 0");
  });

  test("randomCrop cuts at every place, from padded images as well", () => {
    const x = [1, 2, 3, 4, 5, 6];
    expect(results(randomCrop([1, 2]), x, [1, 2, 3])).toEqual(["1 2", "2 3", "4 5", "5 6"]);
    expect(results(randomCrop([3, 2], { padding: 1, fill: -1 }), [1, 2], [2, 1, 1])).toEqual(
      ["-1 -1 -1 1 -1 -1 -1 -1 -1 2 -1 -1", "-1 -1 1 -1 -1 -1 -1 -1 2 -1 -1 -1"].sort(),
    );
  });

  test("randomFlip mirrors as often as asked", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(results(randomFlip(), x, [2, 2, 2])).toEqual(["1 2 3 4 5 6 7 8", "2 1 4 3 6 5 8 7"]);
    expect(results(randomFlip({ direction: "vertical", p: 1 }), x, [2, 2, 2])).toEqual(["3 4 1 2 7 8 5 6"]);
    expect(results(randomFlip({ p: 0 }), x, [2, 2, 2])).toEqual(["1 2 3 4 5 6 7 8"]);
    const flips = Array.from({ length: 1000 }, (_, i) => applied(randomFlip({ p: 0.2 }), [0, 1], [1, 1, 2], i)[0]!);
    expect(Math.abs(flips.reduce((sum, f) => sum + f) - 200)).toBeLessThan(50);
  });

  test("randomNoise adds normal numbers", () => {
    const n = 20_000;
    const y = applied(randomNoise(0.5), new Array<number>(n).fill(3), [1, 1, n], 1);
    const mean = y.reduce((sum, v) => sum + v) / n;
    const variance = y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 3)).toBeLessThan(0.02);
    expect(Math.abs(variance - 0.25)).toBeLessThan(0.01);
    expect(applied(randomNoise(0), [1, 2], [1, 1, 2], 1)).toEqual([1, 2]);
  });

  test("randomRotation turns by the angle, counterclockwise, and fills the corners", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    // A quarter turn: as if the stream gave 1, the end of its range.
    const quarter = Object.assign(new RandomStream(0), { uniform: () => 1 });
    const y = new Float32Array(9);
    randomRotation(90).apply(y, Float32Array.from(x), [1, 3, 3], quarter);
    y.forEach((value, i) => expect(value).toBeCloseTo([3, 6, 9, 2, 5, 8, 1, 4, 7][i]!, 5));
    randomRotation(45, { fill: 100 }).apply(y, Float32Array.from(x), [1, 3, 3], quarter);
    expect(y[4]).toBe(5);
    // The corner comes from √2 above the centre: between 2 and what is outside.
    expect(y[2]).toBeGreaterThan(30);
    expect(applied(randomRotation(0), x, [1, 3, 3], 1)).toEqual(x);
    const angles = results(randomRotation(30), x, [1, 3, 3]);
    expect(angles.length).toBeGreaterThan(190);
    const corner = angles.map((text) => Number(text.split(" ")[1]));
    expect(corner.some((v) => v > 2) && corner.some((v) => v < 2)).toBe(true);
  });

  test("refuse parameters that are none", () => {
    for (const most of [-1, 1.5, NaN]) expect(() => randomShift(most)).toThrow(`randomShift: most is ${most}`);
    for (const most of [-1, 181, NaN]) expect(() => randomRotation(most)).toThrow(ValueError);
    for (const p of [-0.1, 1.1, NaN]) expect(() => randomFlip({ p })).toThrow("randomFlip: p is");
    for (const deviation of [-1, Infinity, NaN]) expect(() => randomNoise(deviation)).toThrow(ValueError);
    for (const size of [
      [0, 1],
      [1, 1.5],
    ] as const)
      expect(() => randomCrop(size)).toThrow(ValueError);
    expect(() => randomCrop([1, 1], { padding: -1 })).toThrow("randomCrop: padding is -1");
  });
});
