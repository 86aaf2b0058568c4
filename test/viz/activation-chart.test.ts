import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { PReLU } from "../../src/nn/index.ts";
import { log, mul, relu, sum } from "../../src/ops/index.ts";
import { activationChart } from "../../src/viz/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const longest = (svg: string, color: number) => linesOf(svg, color).sort((a, b) => b.length - a.length)[0]!;

describe("activationChart", () => {
  test("draws a function and its derivative", () => {
    const svg = activationChart("x²", (x) => mul(x, x), { from: -1, to: 1 });
    const [square, slope] = [longest(svg, 1), longest(svg, 2)];
    expect(square).toHaveLength(241);
    expect(square[0]![1]).toBeCloseTo(square[240]![1], 1);
    // 2x is −2, 0 and 2 where x² is 1, 0 and 1.
    expect(slope[120]![1]).toBeCloseTo(square[120]![1], 1);
    expect(square[120]![1] - square[0]![1]).toBeCloseTo((slope[0]![1] - slope[240]![1]) / 4, 0);
    const { text } = readMarkup(svg);
    expect(text).toContain("x²");
    expect(text).toContain("derivative");
  });

  test("takes layers, leaves gaps where nothing is finite, and no memory in use", () => {
    using layer = new PReLU();
    const before = memoryStats().live;
    expect(longest(activationChart("PReLU", layer), 2)).toHaveLength(241);
    expect(longest(activationChart("log", log, { from: -1, to: 1 }), 1)).toHaveLength(120);
    expect(memoryStats().live).toBe(before);
  });

  test("refuses other functions and ranges", () => {
    expect(() => activationChart("sum", (x) => sum(x))).toThrow(ShapeError);
    expect(() => activationChart("relu", relu, { from: 1, to: 1 })).toThrow(ValueError);
    expect(() => activationChart("relu", relu, { from: NaN })).toThrow("the range is NaN to 6");
  });
});
