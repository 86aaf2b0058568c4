import { describe, expect, test } from "vitest";
import type { EpochEnd } from "../../src/train/callbacks.ts";
import { historyChart } from "../../src/viz/index.ts";
import { linesOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

function epochs(losses: readonly number[], isValidated = true): EpochEnd[] {
  return losses.map((loss, i) => ({
    epoch: i + 1,
    loss,
    metrics: { accuracy: 1 - loss },
    validation: isValidated ? { loss: 2 * loss, metrics: {} } : null,
    seconds: 1,
    samplesPerSecond: 1,
  }));
}

describe("historyChart", () => {
  test("draws training and validation of one training", () => {
    const svg = historyChart({ "": epochs([0.5, 0.25, 0.125]) });
    const [training, validation] = [1, 2].map((color) => linesOf(svg, color).find((places) => places.length === 3)!);
    expect(validation![2]![1]).toBeCloseTo(training![1]![1], 1);
    expect(readMarkup(svg).text).toMatch(/training\s+validation/);
    expect(readMarkup(svg).tags[0]!.attributes.get("aria-label")).toBe("loss by epoch");
  });

  test("gives each of several a colour, with dots for training", () => {
    const svg = historyChart({ a: epochs([0.5, 0.25]), b: epochs([0.5, 0.4, 0.3]) }, { logarithmic: true });
    const { text, tags } = readMarkup(svg);
    for (const name of ["a, training", "a, validation", "b, training", "b, validation"]) expect(text).toContain(name);
    const lines = tags.filter(({ attributes }) => attributes.get("stroke-width") === "2.25" && attributes.has("d"));
    expect(lines.filter(({ attributes }) => attributes.has("stroke-dasharray")).length).toBe(lines.length / 2);
    expect(linesOf(svg, 3)).toEqual([]);
  });

  test("leaves out what a history lacks, and gaps for what is not finite", () => {
    const svg = historyChart({ "": epochs([0.5, NaN, 0.25, 0.125]) }, { figure: "accuracy" });
    expect(readMarkup(svg).text).not.toContain("validation");
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(() => historyChart({ a: epochs([1], false) }, { figure: "f1" })).toThrow("historyChart: figure is f1");
    expect(() => historyChart({})).toThrow("historyChart: figure is loss");
    expect(() => historyChart(epochs([1]) as never)).toThrow(
      "historyChart: histories is an array, expected histories by",
    );
  });

  test("tells numbers apart that are large, and near each other", () => {
    const { text } = readMarkup(historyChart({ "": epochs([1_000_000.1, 1_000_000.4], false) }));
    for (const tick of ["1000000.1", "1000000.2", "1000000.3", "1000000.4"]) expect(text).toContain(tick);
  });
});
