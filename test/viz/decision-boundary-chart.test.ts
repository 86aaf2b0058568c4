import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { decisionBoundaryChart } from "../../src/viz/index.ts";
import { fillsOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const POINTS = { x: [0.5, 2.5], y: [0.5, 0.5], labels: [0, 1] };
const GRID = { xRange: [0, 3], yRange: [0, 2], columns: 3, classes: [0, 0, 1, 0, 1, 1] } as const;

/** The line between the regions, as pieces with two ends. */
function border(svg: string): number[][] {
  const path = readMarkup(svg).tags.find(({ attributes }) => attributes.get("stroke-width") === "1.25")!;
  return path.attributes
    .get("d")!
    .split("M")
    .slice(2)
    .map((piece) => piece.match(/[\d.]+/g)!.map(Number));
}

describe("decisionBoundaryChart", () => {
  test("draws regions, points, and a line where the class changes", () => {
    const svg = decisionBoundaryChart(POINTS, GRID, { classes: ["left", "right"], xName: "width, m", title: "Sides" });
    for (const color of [1, 2]) expect(fillsOf(svg, color).pale).toBe(1);
    const { text } = readMarkup(svg);
    for (const part of ["left", "right", "width, m", "Sides"]) expect(text).toContain(part);
    // At the right of two cells below, of one cell above, and between them.
    expect(border(svg)).toHaveLength(3);
  });

  test("has no line in one region", () => {
    const svg = decisionBoundaryChart(POINTS, { ...GRID, classes: new Int32Array(6) });
    expect(border(svg)).toEqual([]);
    expect(fillsOf(svg, 2).pale).toBe(0);
  });

  test("refuses grids and points that are none", () => {
    expect(() => decisionBoundaryChart(POINTS, { ...GRID, columns: 4 })).toThrow(ShapeError);
    expect(() => decisionBoundaryChart(POINTS, { ...GRID, classes: [] })).toThrow("grid.classes holds 0 cells");
    expect(() => decisionBoundaryChart(POINTS, { ...GRID, classes: [0, 0, -1] })).toThrow("grid.classes[2] is -1");
    expect(() => decisionBoundaryChart({ ...POINTS, labels: [0] }, GRID)).toThrow(ShapeError);
    expect(() => decisionBoundaryChart(POINTS, GRID, { classes: ["one"] })).toThrow("a label is 1");
  });
});
