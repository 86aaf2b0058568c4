import { decode } from "fast-png";
import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { featureMapChart, filterChart } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

/** The pictures behind the legend, as RGB with their place, and the text of the chart. */
function drawn(svg: string) {
  const { tags, text } = readMarkup(svg);
  const images = tags.filter(({ name }) => name === "image").slice(1);
  return {
    text: text.replace(/\s+/g, " "),
    height: Number(tags[0]!.attributes.get("height")),
    images: images.map(({ attributes }) => {
      const [, base64] = attributes.get("href")!.split("base64,");
      const { width, height, data } = decode(Buffer.from(base64!, "base64"));
      const pixels = Array.from({ length: width * height }, (_, i) => [...data.subarray(3 * i, 3 * i + 3)]);
      const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(attributes.get(name)));
      return { size: [height, width], pixels, x: x!, y: y!, w: w!, h: h! };
    }),
  };
}

const [WHITE, GREY, BLUE, ORANGE] = [
  [255, 255, 255],
  [128, 128, 128],
  [22, 62, 156],
  [168, 60, 6],
];

describe("featureMapChart", () => {
  test("draws the maps of one sample, 0 white, the largest magnitude of the layer at the end of its colour", () => {
    const conv = tensor([9, 9, 9, 9, 9, 9, 9, 9, 0, 2, -4, 4, NaN, -Infinity, 0, 1], [2, 2, 2, 2]);
    const maps = new Map([
      ["0", conv],
      ["1", zeros([2, 7])],
      ["a<b", tensor([0, 0, 0], [1, 1, 1, 3])],
    ]);
    const { images, text } = drawn(featureMapChart(maps, { width: 100 }));
    expect(images.map(({ size }) => size)).toEqual([
      [2, 2],
      [2, 2],
      [1, 3],
    ]);
    expect(images[0]!.pixels).toEqual([BLUE, BLUE, BLUE, BLUE]);
    expect(text).toContain("0: 2 maps of 2×2, 9 to 9");
    expect(text).toContain("a<b: 1 map of 1×3, 0 to 0");
    expect(images[2]!.pixels).toEqual([WHITE, WHITE, WHITE]);
    expect([images[2]!.w, images[2]!.h]).toEqual([56, 56 / 3]);
    maps.delete("a<b");
    const second = drawn(featureMapChart(maps, { sample: 1 })).images;
    expect(second[0]!.pixels).toEqual([WHITE, [139, 159, 206], ORANGE, BLUE]);
    expect(second[1]!.pixels.slice(0, 3)).toEqual([GREY, ORANGE, WHITE]);
  });

  test("draws no more than asked for, inside of its width, nothing on top of another", () => {
    const maps = new Map([["", zeros([1, 64, 3, 5])]]);
    const { images, text, height } = drawn(featureMapChart(maps, { most: 9, width: 200 }));
    expect(text).toContain("(model): 9 of 64 maps of 3×5, 0 to 0");
    expect(images).toHaveLength(9);
    for (const [i, { x, y, w, h }] of images.entries()) {
      expect(x + w).toBeLessThanOrEqual(200);
      expect(y + h).toBeLessThan(height);
      for (const other of images.slice(0, i)) expect(x >= other.x + other.w || y >= other.y + other.h + 12).toBe(true);
    }
  });

  test("draws as large as asked to, so many in a row as fit", () => {
    const { images } = drawn(featureMapChart(new Map([["0", zeros([1, 3, 4, 2])]]), { width: 210, side: 100 }));
    expect(images.map(({ x, w, h }) => [x, w, h])).toEqual([
      [0, 50, 100],
      [108, 50, 100],
      [0, 50, 100],
    ]);
    expect(drawn(filterChart(zeros([1, 1, 3, 3]), { side: 90 })).images[0]).toMatchObject({ w: 90, h: 90 });
  });

  test("refuses what it cannot draw", () => {
    const maps = new Map([["0", zeros([1, 1, 2, 2])]]);
    expect(() => featureMapChart(maps, { side: 0 })).toThrow("featureMapChart: side is 0");
    expect(() => featureMapChart(new Map([["0", zeros([1, 2])]]))).toThrow("maps is without images, expected at least");
    for (const sample of [1, -1, 0.5]) expect(() => featureMapChart(maps, { sample })).toThrow(ValueError);
    for (const most of [0, 1.5, NaN]) expect(() => featureMapChart(maps, { most })).toThrow("featureMapChart: most is");
    for (const width of [0, Infinity]) expect(() => featureMapChart(maps, { width })).toThrow(ValueError);
  });
});

describe("filterChart", () => {
  test("draws each filter in the group of the channel that it looks at", () => {
    const filters = tensor([1, -1, 0, 2, 0, 1, -2, 2], [2, 2, 1, 2]);
    const { images, text } = drawn(filterChart(filters, { label: "x" }));
    expect(images.map(({ pixels }) => pixels)).toEqual([
      [BLUE, ORANGE],
      [WHITE, BLUE],
      [WHITE, BLUE],
      [ORANGE, BLUE],
    ]);
    expect(text).toContain("Channel 0 of 2: 2 filters of 1×2, -1 to 1");
    expect(text).toContain("Channel 1 of 2: 2 filters of 1×2, -2 to 2");
    expect(drawn(filterChart(filters, { channels: 1, most: 1 })).images).toHaveLength(1);
    expect(filterChart(filters)).toBe(filterChart(filters));
  });

  test("refuses what is no filter", () => {
    for (const shape of [
      [2, 3, 4],
      [0, 1, 2, 2],
    ])
      expect(() => filterChart(zeros(shape))).toThrow(ShapeError);
    expect(() => filterChart(zeros([1, 1, 1, 1]), { most: 0 })).toThrow(ValueError);
    expect(() => filterChart(zeros([1, 1, 1, 1]), { channels: 0 })).toThrow("filterChart: channels is 0, expected");
  });
});
