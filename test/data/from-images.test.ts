import { describe, expect, test } from "vitest";
import { FormatError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { collect } from "../../src/data/collect.ts";
import { fromImages } from "../../src/data/from-images.ts";
import type { Picture } from "../../src/data/pictures.ts";

/** A picture of these greys. */
const grey = (width: number, values: readonly number[]): Picture => ({
  width,
  height: values.length / width,
  data: Uint8ClampedArray.from(values.flatMap((v) => [v, v, v, 255])),
});
const levels = (x: ArrayLike<number>) => Array.from(x, (v) => Math.round(v * 255));

describe("fromImages", () => {
  test("makes channels of pixels, and numbers from 0 to 1 of bytes", () => {
    const image = { width: 2, height: 1, data: [255, 0, 51, 255, 10, 20, 30, 255] };
    const { x, y } = collect(fromImages([image, image], [4, -1]));
    expect([x.shape, x.dtype, y.shape, y.dtype]).toEqual([[3, 1, 2], "float32", [], "int32"]);
    const one = [1, 10 / 255, 0, 20 / 255, 51 / 255, 30 / 255].map(Math.fround);
    expect([...x.data]).toEqual([...one, ...one]);
    expect([...y.data]).toEqual([4, -1]);
    const only = collect(fromImages([image], [0], { channels: 1 }));
    expect(levels(only.x.data)).toEqual([Math.round(0.299 * 255 + 0.114 * 51), Math.round(2.99 + 11.74 + 3.42)]);
  });

  test("shows white through what is transparent", () => {
    const image = { width: 2, height: 1, data: [0, 0, 0, 0, 100, 0, 200, 51] };
    expect(levels(collect(fromImages([image], [0])).x.data)).toEqual([255, 224, 255, 204, 255, 244]);
  });

  // torch.nn.functional.interpolate(mode="bilinear", antialias=True) of PyTorch 1.13.1, which is Pillow's filter, rounded.
  test.each<[[number, number], number[]]>([
    [
      [2, 3],
      [53.714, 68, 82.286, 149.714, 164, 178.286],
    ],
    [
      [5, 2],
      [10, 30, 58, 78, 106, 126, 154, 174, 202, 222],
    ],
    [
      [9, 4],
      [
        3, 14.222, 25.778, 37, 19, 30.222, 41.778, 53, 45.667, 56.889, 68.444, 79.667, 72.333, 83.556, 95.111, 106.333,
        99, 110.222, 121.778, 133, 125.667, 136.889, 148.444, 159.667, 152.333, 163.556, 175.111, 186.333, 179, 190.222,
        201.778, 213, 195, 206.222, 217.778, 229,
      ],
    ],
  ])("resizes to %j as PyTorch does", (size, expected) => {
    const image = grey(
      6,
      Array.from({ length: 30 }, (_, i) => 8 * i),
    );
    const { x } = collect(fromImages([image], [0], { size, channels: 1 }));
    expect(x.shape).toEqual([1, ...size]);
    expect(levels(x.data)).toEqual(expected.map(Math.round));
    const colors = collect(fromImages([image], [0], { size }));
    expect(levels(colors.x.data)).toEqual([...levels(x.data), ...levels(x.data), ...levels(x.data)]);
  });

  test("rests as bytes that are read in any order", () => {
    const data = fromImages([grey(1, [0]), grey(1, [51]), grey(1, [255])], [7, 8, 9], { channels: 1 });
    const [x, y] = [new Float32Array(3), new Int32Array(3)];
    data.read(Int32Array.of(2, 1, 1), x, y);
    expect([...x]).toEqual([1, Math.fround(0.2), Math.fround(0.2)]);
    expect([...y]).toEqual([9, 8, 8]);
    for (const index of [-1, 3]) expect(() => data.read(Int32Array.of(index), x, y)).toThrow(IndexError);
  });

  test("refuses what is no picture, or does not fit", () => {
    const one = grey(1, [1]);
    expect(() => fromImages([one], [1, 2])).toThrow(ShapeError);
    expect(() => fromImages([], [])).toThrow("fromImages: there are 0 images, expected at least one");
    expect(() => fromImages([one, one], [0, 0.5])).toThrow("fromImages: labels[1] is 0.5, expected a whole number");
    expect(() => fromImages([one, grey(2, [1, 2])], [0, 1])).toThrow("images[1] is 2×1, expected 1×1 as before");
    for (const bad of [
      { ...one, width: 2 },
      { ...one, height: 0 },
      { ...one, width: 0.5, height: 2 },
      { ...one, width: 2 ** 40 },
    ]) {
      expect(() => fromImages([bad], [0])).toThrow(FormatError);
    }
    const bitmap = { width: 1, height: 1, close: () => undefined };
    expect(() => fromImages([bitmap], [0])).toThrow("fromImages: there is no OffscreenCanvas here, expected ImageData");
    for (const size of [[1], [0, 1], [1, 1.5], [1, 1e9]] as [number, number][]) {
      expect(() => fromImages([one], [0], { size })).toThrow(ValueError);
    }
    expect(() => fromImages([one], [0], { channels: 4 as 3 })).toThrow("fromImages: channels is 4, expected 1 or 3");
  });
});
