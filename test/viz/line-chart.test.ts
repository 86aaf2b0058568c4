import { describe, expect, test, vi } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { lineChart } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

describe("lineChart", () => {
  test("is one well-formed SVG element of the size asked for, without ids or classes", () => {
    const svg = lineChart([{ name: "a", values: [3, 1, 2] }], { label: "A line", width: 300, height: 200 });
    const { tags, text } = readMarkup(svg);
    expect(tags[0]!.name).toBe("svg");
    expect(tags[0]!.attributes.get("viewBox")).toBe("0 0 300 200");
    expect(tags[0]!.attributes.get("aria-label")).toBe("A line");
    for (const { name, attributes } of tags) {
      expect(["style", "script", "defs"]).not.toContain(name);
      for (const key of attributes.keys()) expect(key).not.toMatch(/^(id|class|clip-path|ecmeta_.*)$/);
    }
    expect(text).toContain("a");
  });

  test("draws each line through its points, highest value at the top", () => {
    const svg = lineChart([{ name: "a", values: [3, 1, 2] }], { label: "" });
    const line = readMarkup(svg).tags.find(({ attributes }) => attributes.get("stroke-width") === "2.25")!;
    const points = line.attributes
      .get("d")!
      .slice(1)
      .split("L")
      .map((p) => p.trim().split(" ").map(Number));
    expect(points).toHaveLength(3);
    const [y3, y1, y2] = points.map(([, y]) => y!) as [number, number, number];
    expect(y3).toBeLessThan(y2);
    expect(y2).toBeLessThan(y1);
    expect(Math.abs(y2 - (y1 + y3) / 2)).toBeLessThan(1);
  });

  test("draws equal ratios as equal steps if asked to, with gaps for what has no logarithm", () => {
    const svg = lineChart([{ name: "a", values: [0.01, 1, 100, 0, -1] }], { label: "", logarithmic: true });
    const line = readMarkup(svg).tags.find(({ attributes }) => attributes.get("stroke-width") === "2.25")!;
    const points = line.attributes.get("d")!.slice(1).split("L");
    expect(points).toHaveLength(3);
    const [low, middle, high] = points.map((p) => Number(p.trim().split(" ")[1]));
    expect(high).toBeLessThan(middle!);
    expect(Math.abs(middle! - (low! + high!) / 2)).toBeLessThan(1);
  });

  test("writes large and small numbers shortly beside the axis", () => {
    const svg = lineChart([{ name: "a", values: [1e-20, 1e20] }], { label: "", logarithmic: true });
    expect(readMarkup(svg).text).toContain("1e20");
    expect(readMarkup(svg).text).toContain("1e-20");
    const wide = lineChart([{ name: "a", values: [0, 250_000_000] }], { label: "" });
    expect(readMarkup(wide).text).toContain("250000000");
  });

  test("tells lines apart by more than colour", () => {
    const lines = ["a", "b"].map((name, i) => ({ name, values: [i, i + 1] }));
    const drawn = readMarkup(lineChart(lines, { label: "" })).tags.filter(
      ({ attributes }) => attributes.get("stroke-width") === "2.25",
    );
    expect(drawn).toHaveLength(2);
    expect(drawn[0]!.attributes.has("stroke-dasharray")).toBe(false);
    expect(drawn[1]!.attributes.has("stroke-dasharray")).toBe(true);
    expect(new Set(drawn.map(({ attributes }) => attributes.get("stroke"))).size).toBe(2);
  });

  test("shows a single point, and survives one without any finite number", () => {
    for (const values of [[5], [NaN], [null, Infinity], [], [1e-30, 1e30], [-0, 0]]) {
      const { tags } = readMarkup(lineChart([{ name: "x", values }], { label: "" }));
      for (const { attributes } of tags) expect([...attributes.values()].join(" ")).not.toMatch(/NaN|Infinity/);
    }
  });

  test("prints nothing", () => {
    const spies = (["log", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
    lineChart([{ name: "a", values: [1, 2] }], { label: "", xName: "epoch" });
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  test("refuses to draw nothing, or in no space", () => {
    expect(() => lineChart([], { label: "" })).toThrow(ValueError);
    for (const width of [0, -1, NaN, Infinity]) {
      expect(() => lineChart([{ name: "a", values: [1] }], { label: "", width })).toThrow("lineChart: width is");
    }
  });
});
