import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { scatterChart } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

const POINTS = { x: [1, 2, 3, 4], y: [10, 30, 20, 40] };
const OPTIONS = { label: "prices", xName: "true", yName: "predicted" };

/** Where points are drawn: the shifts of the circles. */
function circles(svg: string): [number, number][] {
  const marks = readMarkup(svg).tags.filter(({ attributes }) => attributes.get("transform")?.startsWith("matrix(3,"));
  return marks.map(({ attributes }) => {
    const [, , , , x, y] = /\((.*)\)/.exec(attributes.get("transform")!)![1]!.split(",").map(Number);
    return [x!, y!];
  });
}

describe("scatterChart", () => {
  test("draws each point in its place, rising y upwards", () => {
    const drawn = circles(scatterChart(POINTS, OPTIONS));
    expect(drawn).toHaveLength(4);
    const [a, b, c, d] = drawn as [[number, number], [number, number], [number, number], [number, number]];
    expect(b[0] - a[0]).toBeCloseTo(c[0] - b[0], 2);
    expect(d[0]).toBeGreaterThan(c[0]);
    expect(a[1] - c[1]).toBeCloseTo((a[1] - d[1]) / 3, 2);
  });

  test("says what it shows, and the same for the same data", () => {
    const svg = scatterChart(POINTS, OPTIONS);
    const { tags, text } = readMarkup(svg);
    expect(tags[0]!.attributes.get("aria-label")).toBe("prices");
    expect(text).toContain("true");
    expect(text).toContain("predicted");
    expect(scatterChart(POINTS, OPTIONS)).toBe(svg);
    expect(svg).not.toMatch(/<script|<style|clip-path/);
  });

  test("draws a line to hold the points against: through equal numbers, or at zero", () => {
    const line = (given: object, options: object): string[] => {
      const { tags } = readMarkup(scatterChart({ ...POINTS, ...given }, { ...OPTIONS, ...options }));
      return tags.flatMap(({ attributes }) => (attributes.has("stroke-dasharray") ? [attributes.get("d")!] : []));
    };
    const ends = (path: string): number[] => path.match(/-?[\d.]+/g)!.map(Number);
    expect(line({}, {})).toEqual([]);
    const same = { x: [1, 4], y: [1, 4] };
    const [x1, y1, x2, y2] = ends(line(same, { line: "y = x" })[0]!) as [number, number, number, number];
    const drawn = circles(scatterChart(same, OPTIONS));
    for (const [got, wanted] of [
      [x1, drawn[0]![0]],
      [y1, drawn[0]![1]],
      [x2, drawn[1]![0]],
      [y2, drawn[1]![1]],
    ]) {
      expect(got).toBeCloseTo(wanted!, 0);
    }
    const flat = ends(line({ y: [-1, 0, 0, 1] }, { line: "y = 0" })[0]!);
    const zero = circles(scatterChart({ x: POINTS.x, y: [-1, 0, 0, 1] }, OPTIONS))[1]![1];
    expect(flat[1]).toBeCloseTo(zero, 0);
    expect(flat[3]).toBeCloseTo(zero, 0);
  });

  test("leaves out points that are not finite, and draws a single one", () => {
    const holes = { x: [1, NaN, 3, 4], y: [1, 2, Infinity, 4] };
    expect(circles(scatterChart(holes, OPTIONS))).toHaveLength(2);
    expect(circles(scatterChart({ x: [5], y: [5] }, { ...OPTIONS, line: "y = x" }))).toHaveLength(1);
  });

  test("refuses what cannot be drawn", () => {
    expect(() => scatterChart({ x: [1, 2], y: [1] }, OPTIONS)).toThrow(ShapeError);
    expect(() => scatterChart({ x: [], y: [] }, OPTIONS)).toThrow(ValueError);
    expect(() => scatterChart({ x: [NaN], y: [1] }, OPTIONS)).toThrow("expected at least one finite point");
    expect(() => scatterChart(POINTS, { ...OPTIONS, width: 0 })).toThrow("scatterChart: width is 0");
  });
});

test("each class has its own mark and name; tiny numbers are drawn as 0", () => {
  const svg = scatterChart({ ...POINTS, labels: [0, 1, 1, 0] }, { ...OPTIONS, classes: ["cat", "dog"] });
  const { text } = readMarkup(svg);
  expect(text).toContain("cat");
  expect(text).toContain("dog");
  expect(svg).toContain("--chart-line-2");
  expect(() => scatterChart({ ...POINTS, labels: [0, 1, 2, 0] }, { ...OPTIONS, classes: ["cat", "dog"] })).toThrow(
    "scatterChart: a label is 2, expected one of the 2 classes",
  );
  expect(circles(scatterChart({ x: [1e-30, 3e-30], y: [0, 1e-20] }, OPTIONS))).toHaveLength(2);
});
