import { describe, expect, test } from "vitest";
import { learningRateChart } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

describe("learningRateChart", () => {
  test("draws the losses, and the fall behind the suggested rate", () => {
    const range = { rates: [0.01, 0.1, 1], losses: [3, 2, 4], suggestion: 0.1 };
    const { tags, text } = readMarkup(learningRateChart(range, { width: 300, height: 200 }));
    expect(tags[0]!.attributes.get("aria-label")).toBe("Loss by learning rate; it falls fastest at 0.10");
    expect(tags[0]!.attributes.get("viewBox")).toBe("0 0 300 200");
    expect(text).toContain("suggested: 0.10");
    expect(text).toContain("1e-2");
    expect(() => learningRateChart({ ...range, rates: [], losses: [] })).toThrow(
      "learningRateChart: rates is empty, expected at least one",
    );
  });
});
