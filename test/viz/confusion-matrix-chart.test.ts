import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { confusionMatrixChart } from "../../src/viz/index.ts";
import { fillsOf } from "../helpers/charts.ts";
import { readMarkup } from "../helpers/markup.ts";

const COUNTS = [
  [31, 1, 0],
  [0, 47, 0],
  [2, 0, 53],
];

describe("confusionMatrixChart", () => {
  test("draws hits and misses in two colours, each with its count", () => {
    const svg = confusionMatrixChart({ counts: COUNTS, classes: ["disc", "star", "ring"] }, { title: "Shapes" });
    const { text } = readMarkup(svg);
    for (const part of ["Shapes", "31", "47", "53", "disc", "star", "ring", "predicted class", "true class"]) {
      expect(text).toContain(part);
    }
    expect(fillsOf(svg, 1).all).toBe(3);
    expect(fillsOf(svg, 2).all).toBe(2);
  });

  test("has a row a true class, the first at the top, and a column a predicted one", () => {
    const svg = confusionMatrixChart({
      counts: [
        [0, 7],
        [0, 0],
      ],
    });
    const at = (content: string): number[] => {
      const [, x, y] = new RegExp(`<text[^>]* x="([\\d.]+)" y="([\\d.]+)"[^>]*>${content}</text>`).exec(svg)!;
      return [Number(x), Number(y)];
    };
    const [x, y] = at("7") as [number, number];
    expect(x).toBeGreaterThan(Number(/width="(\d+)"/.exec(svg)![1]) / 2);
    expect(y).toBeLessThan(Number(/height="(\d+)"/.exec(svg)![1]) / 2);
  });

  test("keeps the ends of long names, which differ, and has room for many classes", () => {
    const classes = Array.from({ length: 30 }, (_, i) => `a rather long name, the one with number ${i + 10}`);
    const counts = classes.map((_, t) => classes.map((_, p) => Number(t === p)));
    const svg = confusionMatrixChart({ counts, classes });
    const { text, tags } = readMarkup(svg);
    for (let i = 10; i < 40; i++) expect(text.split(`er ${i}`)).toHaveLength(3);
    expect(Number(tags[0]!.attributes.get("width"))).toBeGreaterThan(600);
  });

  test("draws a single class, and one without samples", () => {
    expect(readMarkup(confusionMatrixChart({ counts: [[5]] })).text).toContain("5");
    expect(
      confusionMatrixChart({
        counts: [
          [3, 0],
          [0, 0],
        ],
      }),
    ).not.toMatch(/NaN|Infinity/);
  });

  test("refuses what is no matrix of counts", () => {
    expect(() => confusionMatrixChart({ counts: [] })).toThrow(ValueError);
    expect(() => confusionMatrixChart({ counts: [[1, 2]] })).toThrow(ShapeError);
    expect(() => confusionMatrixChart({ counts: [[NaN]] })).toThrow("confusionMatrixChart: counts[0][0] is NaN");
  });
});
