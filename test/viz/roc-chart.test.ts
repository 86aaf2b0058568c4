import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { rocChart } from "../../src/viz/index.ts";
import { guidesOf, linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const CURVE = { falsePositiveRates: [0, 0, 0.5, 1], truePositiveRates: [0, 0.5, 1, 1] };

describe("rocChart", () => {
  test("draws the curve from corner to corner, with the diagonal and the area below it", () => {
    const svg = rocChart([{ name: "a model", ...CURVE }], { title: "Two classes" });
    const [[from, up, across, to]] = linesOf(svg, 1).filter((places) => places.length === 4) as [
      [[number, number], [number, number], [number, number], [number, number]],
    ];
    expect(guidesOf(svg)).toEqual([[from, to]]);
    expect(up[0]).toBe(from[0]);
    expect(up[1]).toBeCloseTo((from[1] + to[1]) / 2, 0);
    expect(across[0]).toBeCloseTo((from[0] + to[0]) / 2, 0);
    expect(across[1]).toBe(to[1]);
    const { text, tags } = readMarkup(svg);
    expect(text).toContain("a model: area 0.875");
    expect(text).toContain("Two classes");
    expect(tags[0]!.attributes.get("aria-label")).toBe("Two classes");
  });

  test("keeps the shape and the area of curves of very many points", () => {
    const falsePositiveRates = Float64Array.from({ length: 20_001 }, (_, i) => i / 20_000);
    const svg = rocChart([{ falsePositiveRates, truePositiveRates: falsePositiveRates.map(Math.sqrt) }]);
    expect(svg.length).toBeLessThan(40_000);
    expect(readMarkup(svg).text).toContain("area 0.667");
    expect(linesOf(svg, 1)[0]!.length).toBeGreaterThan(300);
  });

  test("tells curves apart by dashes, and gives the same text for the same data", () => {
    const svg = rocChart([CURVE, CURVE]);
    const dashes = readMarkup(svg).tags.flatMap(({ attributes }) =>
      attributes.get("stroke-width") === "2.25" ? [attributes.get("stroke-dasharray")] : [],
    );
    expect(new Set(dashes).size).toBe(2);
    expect(rocChart([CURVE, CURVE])).toBe(svg);
  });

  test("refuses what is no curve", () => {
    expect(() => rocChart([])).toThrow("rocChart: curves is empty");
    expect(() => rocChart([{ ...CURVE, truePositiveRates: [0, 1] }])).toThrow(ShapeError);
    expect(() => rocChart([{ falsePositiveRates: [0, NaN], truePositiveRates: [0, 1] }])).toThrow(
      "rocChart: curves[0].falsePositiveRates[1] is NaN, expected a number from 0 to 1",
    );
    expect(() => rocChart([{ falsePositiveRates: [], truePositiveRates: [] }])).toThrow(ValueError);
    expect(() => rocChart([CURVE], { width: -1 })).toThrow("rocChart: width is -1");
  });
});
