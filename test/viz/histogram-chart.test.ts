import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { histogramChart } from "../../src/viz/index.ts";
import { linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

/** Heights of the steps of a distribution, as shares of the highest. */
function steps(svg: string, color = 1): number[] {
  const outline = linesOf(svg, color).sort((a, b) => b.length - a.length)[0]!;
  const bottom = outline[0]![1];
  const heights = outline.slice(1, -1).flatMap(([, y], i) => (i % 2 === 0 ? [bottom - y] : []));
  return heights.map((height) => height / Math.max(...heights));
}

describe("histogramChart", () => {
  test("counts values in bins, the last of which holds its upper end", () => {
    const svg = histogramChart([{ name: "a", values: [0, 0, 1, 3, 4, 4, 4, 4] }], { bins: 4 });
    expect(steps(svg).map((height) => Math.round(4 * 5 * height) / 4)).toEqual([2, 1, 0, 5]);
  });

  test("holds several distributions against each other, and leaves out what is outside of the range", () => {
    const both = [
      { name: "a", values: [0, 0.6, 0.7] },
      { name: "b", values: Float32Array.of(0.1, 0.2, 9) },
    ];
    const svg = histogramChart(both, { bins: 2, range: [0, 1] });
    expect(steps(svg, 1)).toEqual([expect.closeTo(0.5, 1), 1]);
    expect(steps(svg, 2)).toEqual([1, 0]);
    expect(readMarkup(svg).tags[0]!.attributes.get("aria-label")).toBe("Distribution of a, b");
  });

  test("leaves out values that are not finite, and says how many", () => {
    const svg = histogramChart([{ name: "weights", values: [1, NaN, Infinity, 2] }]);
    expect(readMarkup(svg).text).toContain("weights (2 not finite)");
  });

  test("shows equal, tiny and huge values", () => {
    for (const values of [[0, 0], [5], [1e-30, 2e-30], [-1e30, 1e30]]) {
      expect(histogramChart([{ name: "a", values }])).not.toMatch(/NaN|Infinity/);
    }
  });

  test("refuses what it cannot count", () => {
    expect(() => histogramChart([])).toThrow(ValueError);
    expect(() => histogramChart([{ name: "a", values: [NaN] }])).toThrow("distributions is without finite values");
    expect(() => histogramChart([{ name: "a", values: [1] }], { bins: 0.5 })).toThrow("bins is 0.5");
    expect(() => histogramChart([{ name: "a", values: [1] }], { range: [1, 1] })).toThrow("range is 1 to 1");
  });
});
