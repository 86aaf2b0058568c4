import { expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { diagram, filterChart, lineChart, scatterChart, svgFile } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

const SIZE = { label: "a chart", width: 300, height: 200 };
const CHARTS = {
  lineChart: lineChart([{ name: "loss", values: [3, 1, 2] }], SIZE),
  scatterChart: scatterChart({ x: [1, 2], y: [3, 4] }, SIZE),
  diagram: diagram({ a: { at: [50, 50], text: "a" } }, [], SIZE),
  filterChart: filterChart(tensor([1, 2, 3, 4], [1, 1, 2, 2]), { label: "a chart", width: 300 }),
};

test.each(Object.entries(CHARTS))("%s becomes a file with a margin and a ground of its own", (_, chart) => {
  const inner = readMarkup(chart);
  const { tags, text } = readMarkup(svgFile(chart, 10));
  const [width, height] = ["width", "height"].map((name) => Number(inner.tags[0]!.attributes.get(name)) + 20);
  expect(Object.fromEntries(tags[0]!.attributes)).toMatchObject({
    xmlns: "http://www.w3.org/2000/svg",
    "aria-label": "a chart",
    width: String(width),
    height: String(height),
    viewBox: `-10 -10 ${width} ${height}`,
  });
  expect(tags.slice(1, 3).map(({ name }) => name)).toEqual(["style", "rect"]);
  expect(Object.fromEntries(tags[2]!.attributes)).toMatchObject({ x: "-10", y: "-10", width: String(width) });
  expect(text).toContain("prefers-color-scheme: dark");
  // All that was drawn still is.
  expect(tags.slice(3)).toEqual(inner.tags.slice(1));
});

test("what is no chart is refused", () => {
  expect(() => svgFile("<p>no</p>")).toThrow(ValueError);
  expect(() => svgFile("<svg>")).toThrow("svgFile: svg is");
});
