import { expect, test } from "vitest";
import { report, type ReportData } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

const HOSTILE = `<b>"x" &`;
const EMPTY = { title: "t", results: {}, configuration: {}, environment: {}, history: [] };
const labels = [0, 1, 1];
const points = { x: [0, 1, 2], y: [1, 0, 2], labels };
const PARTS: Pick<ReportData, "probabilities" | "decisions" | "insides"> = {
  probabilities: {
    roc: [{ name: HOSTILE, falsePositiveRates: [0, 1], truePositiveRates: [0, 1] }],
    precisionRecall: [{ name: HOSTILE, precisions: [0.5, 1], recalls: [1, 0] }],
    calibration: [{ predicted: [0.5], observed: [0.5], counts: [3] }],
  },
  decisions: {
    points,
    grid: { xRange: [0, 2], yRange: [0, 2], columns: 2, classes: [0, 1, 1, 1] },
    classes: [HOSTILE, "b"],
    xName: HOSTILE,
    yName: "y",
  },
  insides: {
    weights: [{ name: HOSTILE, values: [1, 2] }],
    activations: [{ name: "1 ReLU", values: [0, 2] }],
    gradients: [{ name: HOSTILE, mean: 1, max: 2 }],
    embedding: {
      ...points,
      shares: [0.5, 0.25],
      classes: ["a", "b"],
      x: Float64Array.of(0, 1, 2),
      y: Float64Array.of(1, 0, 2),
    },
  },
};

test("a report shows how sure a model is, where it decides, and what is inside of it", () => {
  const page = report({ ...EMPTY, ...PARTS });
  const { tags, text } = readMarkup(page);
  expect(tags.filter(({ name }) => name === "svg")).toHaveLength(3 + 1 + 2 + 2);
  for (const part of ["Probabilities", "area 0.500", "Decision boundary", "Inside the model", "1 ReLU", HOSTILE]) {
    expect(text).toContain(part);
  }
  expect(page).not.toMatch(/https?:|<script|<b>/);
  expect(report({ ...EMPTY, ...PARTS })).toBe(page);
});

test("a part that is not given is not shown", () => {
  const { weights, activations, gradients } = PARTS.insides!;
  const insides = { weights, activations, gradients };
  const { tags, text } = readMarkup(report({ ...EMPTY, insides }));
  expect(tags.filter(({ name }) => name === "svg")).toHaveLength(3);
  expect(text).not.toMatch(/Probabilities|Decision|last hidden/);
});
