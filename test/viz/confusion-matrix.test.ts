import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { confusionMatrixText } from "../../src/viz/index.ts";

describe("confusionMatrixText", () => {
  test("aligns counts, shows zeros as dots, and gives the recall of each class", () => {
    const counts = [
      [10, 0, 2],
      [0, 125, 0],
      [0, 0, 0],
    ];
    expect(confusionMatrixText({ counts, classes: ["ape", "bee", "c"] }).split("\n")).toEqual([
      "      predicted",
      "true  ape  bee  c   recall",
      " ape   10    ·  2   83.3 %",
      " bee    ·  125  ·  100.0 %",
      "   c    ·    ·  ·    0.0 %",
    ]);
  });

  test("takes typed rows, names classes by number", () => {
    const text = confusionMatrixText({ counts: [Int32Array.of(1, 2), Int32Array.of(3, 4)] });
    expect(text).toContain("   0  1  2  33.3 %");
  });

  test("sends no control characters to a terminal", () => {
    const text = confusionMatrixText({ counts: [[1]], classes: ["\u001b[2J\nx"] });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text.split("\n")).toHaveLength(3);
  });

  test("refuses what is no matrix of counts", () => {
    expect(() => confusionMatrixText({ counts: [] })).toThrow("counts is empty, expected at least one row");
    expect(() => confusionMatrixText({ counts: [[1, 2]] })).toThrow(ShapeError);
    expect(() => confusionMatrixText({ counts: [[1]], classes: [] })).toThrow("classes holds 0 names, expected 1");
    for (const count of [-1, 0.5, NaN, Infinity]) {
      expect(() => confusionMatrixText({ counts: [[count]] })).toThrow(ValueError);
    }
  });
});
