import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { pathChart } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

const SIZE = { label: "a path", width: 400, height: 300 };
const PATH = { name: "steps", x: [0, 4, 2, 3], y: [0, 1, 2, 3] };

/** The places of each drawn line, gaps between them as further lists. */
function lines(svg: string, width: string): [number, number][][] {
  const { tags } = readMarkup(svg);
  const drawn = tags.filter(
    ({ name, attributes }) => name === "path" && attributes.get("stroke-width") === width && attributes.has("d"),
  );
  return drawn.flatMap(({ attributes }) =>
    attributes
      .get("d")!
      .split("M")
      .slice(1)
      .map((part) => part.split("L").map((pair) => pair.trim().split(/[ ,]+/).map(Number) as [number, number])),
  );
}

describe("pathChart", () => {
  test("goes through the points in their order, back as well, with y upwards", () => {
    const axes = { xRange: [0, 4], yRange: [0, 3] } as const;
    const [a, b, c, d] = lines(pathChart([PATH], { ...SIZE, ...axes }), "2.25")[0]!;
    expect(b![0] - a![0]).toBeCloseTo(4 * (d![0] - c![0]), 0);
    expect(c![0]).toBeCloseTo((a![0] + b![0]) / 2, 0);
    expect(a![1] - b![1]).toBeCloseTo(c![1] - d![1], 0);
    expect(d![1]).toBeLessThan(c![1]);
  });

  test("draws paths without names thin, and leaves them out of the legend", () => {
    const contour = { x: [0, 1, 2, 3, 4], y: [3, 2, 1, 2, 3] };
    const svg = pathChart([contour, PATH, { ...PATH, name: "others" }], SIZE);
    expect(lines(svg, "1.25").some((points) => points.length === 5)).toBe(true);
    const { text } = readMarkup(svg);
    expect(text).toContain("steps");
    expect(text).toContain("others");
    // The first named one has the first colour, whatever is drawn behind it.
    expect(svg).toContain("--chart-line-2");
    expect(svg).not.toContain("--chart-line-3");
  });

  test("leaves gaps where points are not finite, or outside", () => {
    const lengths = (path: object, axes = {}): number[] =>
      lines(pathChart([{ ...PATH, ...path }], { ...SIZE, ...axes }), "2.25").map((points) => points.length);
    expect(lengths({ x: [0, 1, NaN, 3, 4], y: [0, 1, 2, 3, 4] })).toEqual([2, 2]);
    expect(lengths({ x: [0, 1, 2, 3, 4], y: [0, 1, Infinity, 3, 4] })).toEqual([2, 2]);
    expect(lengths({ x: [0, 1, 2, 3, 4], y: [0, 1, 9, 3, 4] }, { yRange: [0, 4] })).toEqual([2, 2]);
    expect(lengths({ x: [0, 1, 9, 3, 4], y: [0, 1, 2, 3, 4] }, { xRange: [0, 4] })).toEqual([2, 2]);
  });

  test("marks points only where asked to", () => {
    const marks = (marked: boolean): number =>
      readMarkup(pathChart([{ ...PATH, marked }], SIZE)).tags.filter(({ attributes }) =>
        attributes.get("transform")?.startsWith("matrix(2.5,"),
      ).length;
    expect(marks(true)).toBe(4);
    expect(marks(false)).toBe(0);
  });

  test("refuses what cannot be drawn", () => {
    expect(() => pathChart([], SIZE)).toThrow(ValueError);
    expect(() => pathChart([{ x: [1, 2], y: [1] }], SIZE)).toThrow(ShapeError);
    expect(() => pathChart([PATH], { ...SIZE, height: NaN })).toThrow("pathChart: height is NaN");
  });
});
