import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { calibrationChart } from "../../src/viz/index.ts";
import { fillsOf, guidesOf, linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const CURVE = { predicted: [0.1, 0.5, 0.9], observed: [0, 0.5, 1], counts: [10, 2, 40] };

describe("calibrationChart", () => {
  test("draws shares over probabilities, with a bar for the samples of each bin", () => {
    const svg = calibrationChart([CURVE], { title: "Calibration" });
    const [[low, middle, high]] = linesOf(svg, 1).filter((places) => places.length === 3) as [[number, number][]];
    const [[from, to]] = guidesOf(svg) as [[number, number][]];
    expect(middle![0]).toBeCloseTo((from![0] + to![0]) / 2, 0);
    expect(middle![1]).toBeCloseTo((from![1] + to![1]) / 2, 0);
    expect([low![1], high![1]]).toEqual([from![1], to![1]]);
    expect(fillsOf(svg, 1).pale).toBe(3);
    expect(readMarkup(svg).text).toContain("up to 40 a bin");
  });

  test("leaves out bins without samples, and keeps several curves apart", () => {
    const empty = {
      predicted: [...CURVE.predicted, NaN],
      observed: [...CURVE.observed, NaN],
      counts: [...CURVE.counts, 0],
    };
    expect(calibrationChart([empty])).toBe(calibrationChart([CURVE]));
    const two = calibrationChart([{ name: "before", ...CURVE }, CURVE]);
    expect(readMarkup(two).text).toContain("before");
    expect(fillsOf(two, 2).pale).toBe(3);
  });

  test("refuses what is no curve", () => {
    expect(() => calibrationChart([])).toThrow("curves is empty");
    expect(() => calibrationChart([{ ...CURVE, counts: [1] }])).toThrow(ShapeError);
    expect(() => calibrationChart([{ ...CURVE, counts: [0, 0, 0] }])).toThrow("is 0 in all bins");
    expect(() => calibrationChart([{ ...CURVE, observed: [0, 2, 1] }])).toThrow("curves[0].observed[1] is 2");
    expect(() => calibrationChart([{ ...CURVE, counts: [1, -1, 1] }])).toThrow("counts[1] is -1");
  });
});
