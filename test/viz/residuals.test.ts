import { expect, test } from "vitest";
import { html } from "../../src/viz/html.ts";
import { residualCharts } from "../../src/viz/residuals.ts";

/** Heights of the points, and of the line's ends, in a chart. */
function heights(svg: string): { points: number[]; line: number[] } {
  const points = [...svg.matchAll(/matrix\(3,0,0,3,[\d.-]+,([\d.-]+)\)/g)].map(([, y]) => Number(y));
  const dashed =
    /<path[^>]*\bd="([^"]+)"[^>]*stroke-dasharray/.exec(svg) ?? /stroke-dasharray[^>]*\bd="([^"]+)"/.exec(svg)!;
  const ends = dashed[1]!.match(/-?[\d.]+/g)!.map(Number);
  return { points, line: [ends[1]!, ends[3]!] };
}

test("numbers that are predicted too high lie above both lines, in all charts", () => {
  const content = residualCharts({ target: "price", truth: [1, 5, 9], predicted: [3, 7, 11] });
  const charts = html`${content}`.text.split("<figure>").slice(1).map(heights);
  expect(charts).toHaveLength(2);
  const [against, residuals] = charts as [ReturnType<typeof heights>, ReturnType<typeof heights>];
  expect(against.points).toHaveLength(3);
  expect(against.points[0]!).toBeLessThan(against.line[0]!); // SVG counts downwards
  expect(against.points[2]!).toBeLessThan(against.line[1]!);
  expect(new Set(residuals.points).size).toBe(1);
  expect(residuals.line[0]).toBe(residuals.line[1]);
  expect(residuals.points[0]!).toBeLessThan(residuals.line[0]!);
});
