import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { diagram } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

const NODES = {
  x: { at: [30, 50], text: "x", shape: "circle", size: [40, 40] },
  f: { at: [150, 50], text: ["f", "of <x>"], size: [60, 40] },
  y: { at: [250, 50], text: "y", shape: "none" },
} as const;
const SIZE = { label: "a & b", width: 300, height: 100 };

/** Numbers of the first curve: start, control point, tip. */
function curve(svg: string): number[] {
  const { tags } = readMarkup(svg);
  const path = tags.find(({ name, attributes }) => name === "path" && attributes.get("fill") === "none")!;
  return path.attributes
    .get("d")!
    .match(/-?[\d.]+/g)!
    .map(Number);
}

describe("diagram", () => {
  test("draws boxes and circles where they are told to stand, and their lines of text", () => {
    const { tags, text } = readMarkup(diagram(NODES, [], SIZE));
    const frames = tags.filter(({ name }) => name === "rect").map(({ attributes }) => Object.fromEntries(attributes));
    expect(frames).toHaveLength(2);
    expect(frames[0]).toMatchObject({ x: "10", y: "30", width: "40", height: "40", rx: "20" });
    expect(frames[1]).toMatchObject({ x: "120", y: "30", width: "60", height: "40", rx: "7" });
    expect(text.replace(/\s+/g, "")).toBe("xfof<x>y");
    expect(tags[0]!.attributes.get("aria-label")).toBe("a & b");
  });

  test("leads arrows from edge to edge, straight or bent to the left", () => {
    expect(curve(diagram(NODES, [{ from: "x", to: "f" }], SIZE))).toEqual([53, 50, 90, 50, 117, 50]);
    // From the right to the left, left is below.
    const [, , cx, cy] = curve(diagram(NODES, [{ from: "f", to: "x", bend: 10 }], SIZE));
    expect([cx, cy]).toEqual([90, 70]);
    const [, , , above] = curve(diagram(NODES, [{ from: "x", to: "f", bend: 10 }], SIZE));
    expect(above).toBe(30);
  });

  test("writes what stands at an arrow at its middle, and dashes and colours it", () => {
    const edge = { from: "x", to: "f", label: "w", bend: 10, dashed: true, color: 1 };
    const { tags } = readMarkup(diagram(NODES, [edge], SIZE));
    const label = tags.find(({ name, attributes }) => name === "text" && attributes.get("fill")!.includes("line-2"))!;
    expect(Number(label.attributes.get("x"))).toBeCloseTo(85, -1);
    const y = Number(label.attributes.get("y")) - 4.5;
    expect(y).toBeGreaterThan(30);
    expect(y).toBeLessThan(41);
    expect(tags.some(({ attributes }) => attributes.get("stroke-dasharray") === "5 4")).toBe(true);
  });

  test("refuses arrows to nowhere", () => {
    expect(() => diagram(NODES, [{ from: "x", to: "z" }], SIZE)).toThrow(
      new ValueError("diagram: edges[0].to is z, expected one of x, f, y"),
    );
    expect(() => diagram(NODES, [], { ...SIZE, width: -1 })).toThrow("diagram: width is -1");
  });
});
