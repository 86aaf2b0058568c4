import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { embeddingChart } from "../../src/viz/index.ts";
import { fillsOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const POINTS = { x: [1, 2, 3, NaN], y: [1, 2, 3, 4], labels: [0, 2, 2, 0] };

describe("embeddingChart", () => {
  test("draws the points of each class, and says what the axes are", () => {
    const svg = embeddingChart({ ...POINTS, shares: [0.75, 0.2] }, { classes: ["a", "b", "c"] });
    const { text } = readMarkup(svg);
    expect(text).toContain("first component (75 % of the variance)");
    expect(text).toContain("second component (20 % of the variance)");
    // With one each in the legend.
    expect([1, 2, 3].map((color) => fillsOf(svg, color).all)).toEqual([2, 0, 3]);
  });

  test("tells thirty classes apart by colours and marks", () => {
    const many = Array.from({ length: 30 }, (_, i) => i);
    const { tags } = readMarkup(embeddingChart({ x: many, y: many, labels: many }));
    const marks = tags.flatMap(({ attributes }) =>
      attributes.get("fill")?.includes("--chart-line") === true && attributes.has("d")
        ? [`${attributes.get("fill")} ${attributes.get("d")!.replace(/[-\d.]+/g, "")}`]
        : [],
    );
    expect(new Set(marks).size).toBeGreaterThan(20);
  });

  test("refuses what does not fit", () => {
    expect(() => embeddingChart({ ...POINTS, labels: [0] })).toThrow(ShapeError);
    expect(() => embeddingChart({ ...POINTS, labels: [0, 1, 0.5, 0] })).toThrow("labels[2] is 0.5");
    expect(() => embeddingChart({ ...POINTS, shares: [NaN, 0] })).toThrow("shares[0] is NaN");
  });
});
