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

  test("draws a line to hold the points against", () => {
    const dashed = (options: object): number =>
      readMarkup(scatterChart(POINTS, { ...OPTIONS, ...options })).tags.filter(({ attributes }) =>
        attributes.has("stroke-dasharray"),
      ).length;
    expect([dashed({}), dashed({ line: "y = x" }), dashed({ line: "y = 0" })]).toEqual([0, 1, 1]);
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
