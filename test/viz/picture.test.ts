import { describe, expect, test } from "vitest";
import { picture } from "../../src/viz/picture.ts";
import { type Page, readMarkup } from "../helpers/markup.ts";

/** The grey levels that the boxes of a picture paint on white, row by row. */
function paint({ tags }: Page, H: number, W: number): number[] {
  const levels = new Array<number>(H * W).fill(255);
  for (const { name, attributes } of tags) {
    if (name !== "path") continue;
    const level = Number(/^rgb\((\d+),\1,\1\)$/.exec(attributes.get("fill")!)![1]);
    for (const box of attributes.get("d")!.split("z").slice(0, -1)) {
      const [x, y, width, back] = /^M(\d+) (\d+)h(\d+)v1h-(\d+)$/.exec(box)!.slice(1).map(Number);
      expect(back).toBe(width);
      levels.fill(level, y! * W + x!, y! * W + x! + width!);
    }
  }
  return levels;
}

describe("picture", () => {
  test("paints every pixel: 0 is white, 1 is black, what is outside is clipped, NaN is white", () => {
    const pixels = [0, 0.5, 0.5, 1, 1, 0, -3, 7, NaN, Infinity, -Infinity, 0.01];
    const page = readMarkup(picture(pixels, [3, 4], "a < b").text);
    expect(paint(page, 3, 4)).toEqual([255, 127, 127, 0, 0, 255, 255, 0, 255, 0, 255, 252]);
    expect(page.tags[0]!.attributes.get("viewBox")).toBe("0 0 4 3");
    expect(page.tags[0]!.attributes.get("aria-label")).toBe("a < b");
  });

  test("paints random pictures of any shape", () => {
    for (const [H, W] of [
      [1, 1],
      [1, 9],
      [9, 1],
      [8, 8],
      [28, 28],
    ] as const) {
      const pixels = Float32Array.from({ length: H * W }, (_, i) => ((i * 7) % 11) / 10);
      const levels = Array.from(pixels, (ink) => 255 - Math.round(255 * ink));
      expect(paint(readMarkup(picture(pixels, [H, W], "").text), H, W)).toEqual(levels);
    }
  });
});
