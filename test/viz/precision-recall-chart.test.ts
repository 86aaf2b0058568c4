import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { precisionRecallChart } from "../../src/viz/index.ts";
import { guidesOf, linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const CURVE = { precisions: [0.25, 0.5, 1, 1], recalls: [1, 0.8, 0.4, 0] };

describe("precisionRecallChart", () => {
  test("draws steps, whose area is the average precision, and the base rate", () => {
    const svg = precisionRecallChart([{ name: "cats", ...CURVE }], { baseRate: 0.25 });
    const { text } = readMarkup(svg);
    // 0.4 · 1 + 0.4 · 0.5 + 0.2 · 0.25
    expect(text).toContain("cats: average 0.650");
    expect(text).toContain("base rate 0.25");
    const [steps] = linesOf(svg, 1).filter((places) => places.length > 4) as [[number, number][]];
    for (const [i, [x, y]] of steps.entries()) {
      const [before, above] = steps[i - 1] ?? [x, y];
      expect(x === before || y === above).toBe(true);
    }
    const rate = guidesOf(svg).find((places) => places[0]![0] !== places.at(-1)![0])!;
    expect(rate[0]![1]).toBeCloseTo(steps.at(-1)![1], 0);
  });

  test("takes recalls in either order", () => {
    const rising = { precisions: CURVE.precisions.toReversed(), recalls: CURVE.recalls.toReversed() };
    expect(precisionRecallChart([rising])).toBe(precisionRecallChart([CURVE]));
  });

  test("refuses what is no curve", () => {
    expect(() => precisionRecallChart([])).toThrow("curves is empty");
    expect(() => precisionRecallChart([{ precisions: [1], recalls: [0, 1] }])).toThrow(ShapeError);
    expect(() => precisionRecallChart([{ precisions: [2], recalls: [0] }])).toThrow("precisions[0] is 2");
    expect(() => precisionRecallChart([CURVE], { baseRate: NaN })).toThrow("baseRate[0] is NaN");
  });
});
