import { describe, expect, test } from "vitest";
import { gradientFlowChart } from "../../src/viz/index.ts";
import { fillsOf, guidesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const FLOW = [
  { name: "0.weight", mean: 1e-6, max: 1e-4 },
  { name: "1.weight", mean: 1e-2, max: 1 },
];

describe("gradientFlowChart", () => {
  test("has a row a parameter, whose equal ratios are equal steps", () => {
    const svg = gradientFlowChart(FLOW, { title: "Vanishing" });
    const [above, below] = guidesOf(svg).filter((places) => places[0]![0] !== places[1]![0]);
    expect(above![0]![1]).toBeLessThan(below![0]![1]);
    expect(above![1]![0] - above![0]![0]).toBeCloseTo(below![1]![0] - below![0]![0], 0);
    expect(below![0]![0] - above![0]![0]).toBeCloseTo(2 * (below![1]![0] - below![0]![0]), 0);
    const { text } = readMarkup(svg);
    for (const part of ["Vanishing", "0.weight", "1.weight", "mean", "largest"]) expect(text).toContain(part);
    expect(fillsOf(svg, 1).all).toBe(3); // one in the legend
  });

  test("says which gradients cannot be drawn, and survives if none can", () => {
    const broken = [
      { name: "a", mean: 0, max: 0 },
      { name: "b", mean: NaN, max: NaN },
    ];
    const { text } = readMarkup(gradientFlowChart([...FLOW, ...broken]));
    expect(text).toContain("a (all 0)");
    expect(text).toContain("b (not finite)");
    expect(gradientFlowChart(broken)).not.toMatch(/NaN|Infinity/);
  });

  test("grows with the parameters, and refuses none", () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ name: `${i}.weight`, mean: 1, max: 2 }));
    const { tags, text } = readMarkup(gradientFlowChart(many));
    expect(Number(tags[0]!.attributes.get("height"))).toBeGreaterThan(60 * 20);
    for (const { name } of many) expect(text).toContain(name);
    expect(() => gradientFlowChart([])).toThrow("flow is empty");
    expect(() => gradientFlowChart([{ name: "a", mean: -1, max: 1 }])).toThrow("flow[0].mean is -1");
  });
});
