import { describe, expect, test } from "vitest";
import { learningCurveChart, validationCurveChart } from "../../src/viz/index.ts";
import { fillsOf, linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const scores = (loss: number) => ({
  loss,
  metrics: { accuracy: 1 - loss },
  validation: { loss: 2 * loss, metrics: { accuracy: 0 } },
});
const point = (loss: number) => ({ mean: scores(loss), deviation: scores(0.01) });
const SIZES = [
  { size: 100, ...point(0.4) },
  { size: 400, ...point(0.1) },
  { size: 200, ...point(0.2) },
];
const longest = (svg: string, color: number) => linesOf(svg, color).sort((a, b) => b.length - a.length)[0]!;

describe("learningCurveChart", () => {
  test("draws means in the order of sizes, with a band to each side", () => {
    const svg = learningCurveChart(SIZES, { title: "More data?", logarithmic: true });
    const training = longest(svg, 1);
    expect(training).toHaveLength(3);
    const [a, b, c] = training as [[number, number], [number, number], [number, number]];
    expect(b[0]! - a[0]!).toBeCloseTo(c[0]! - b[0]!, 0);
    expect(b[1]! - a[1]!).toBeCloseTo(2 * (c[1]! - b[1]!), 0);
    for (const color of [1, 2]) expect(fillsOf(svg, color).pale).toBe(1);
    const { text } = readMarkup(svg);
    for (const part of ["training", "validation", "100", "200", "400", "samples for training", "More data?", "loss"]) {
      expect(text).toContain(part);
    }
  });

  test("draws metrics, too", () => {
    expect(readMarkup(learningCurveChart(SIZES, { figure: "accuracy" })).text).toContain("accuracy");
    expect(() => learningCurveChart(SIZES, { figure: "f1" })).toThrow("figure is f1, expected loss or one of accuracy");
  });

  test("refuses nothing, and numbers that are none", () => {
    expect(() => learningCurveChart([])).toThrow("points is empty");
    expect(() => learningCurveChart([{ size: 1, ...point(NaN) }])).toThrow("mean of loss in training[0] is NaN");
    expect(() => learningCurveChart([{ size: 0, ...point(1) }], { logarithmic: true })).toThrow("points[0] is 0");
  });
});

describe("validationCurveChart", () => {
  test("has equal steps for values that are no numbers, and leaves out those that failed", () => {
    const values = [{ value: "relu", ...point(0.3) }, { value: "broken" }, { value: [16, 8], ...point(0.1) }];
    const { text } = readMarkup(validationCurveChart(values, { xName: "activation" }));
    expect(text).toContain("relu");
    expect(text).toContain("[16,8]");
    expect(text).toContain("activation");
    expect(text).not.toContain("broken");
    expect(() => validationCurveChart([{ value: 1 }])).toThrow("validationCurveChart: points is empty");
  });

  test("has numbers where they are", () => {
    const rates = [0.001, 0.01, 0.1].map((value) => ({ value, ...point(value) }));
    const [a, b, c] = longest(validationCurveChart(rates, { logarithmic: true }), 1);
    expect(b![0] - a![0]).toBeCloseTo(c![0] - b![0], 0);
  });
});
