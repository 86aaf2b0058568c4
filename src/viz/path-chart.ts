import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkLengths } from "./check-numbers.ts";
import { line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { INK, lookOf } from "./theme.ts";

/** A line through points of a plane, in their order. */
export interface Path {
  /** What the legend calls it. One without a name is drawn thin and pale, behind the others: a contour line, say. */
  readonly name?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Whether its points are marked, as the steps of an optimizer; default false. */
  readonly marked?: boolean;
}

/** What a chart says beside its paths. */
export interface PathChartOptions extends ChartOptions {
  readonly label: string;
  /** What the axes count; default nothing. */
  readonly xName?: string;
  readonly yName?: string;
  /** What the axes span; default what the points do. Points outside leave a gap. */
  readonly xRange?: readonly [from: number, to: number];
  readonly yRange?: readonly [from: number, to: number];
}

const EVERYTHING = [-Infinity, Infinity] as const;

/**
 * Graphs of functions, or paths over contour lines, as an SVG element: no script, no font, no address of anything outside. Points that are
 * not finite leave a gap.
 *
 * Throws `ShapeError` unless a path has as many x as y, `ValueError` if there is no path, or a size is not a positive number.
 */
export function pathChart(paths: readonly Path[], options: PathChartOptions): string {
  const { xName = "", yName = "", xRange, yRange } = options;
  checkValue("pathChart", "paths", "empty", paths.length > 0, "at least one path");
  const frame = sized("pathChart", options, "");
  for (const [i, { x, y }] of paths.entries())
    checkLengths("pathChart", { [`paths[${i}].x`]: x, [`paths[${i}].y`]: y });
  const named = [...new Set(paths.flatMap(({ name }) => name ?? []))];
  const layers = paths.map(({ name, x, y, marked = false }) => {
    const points = Array.from(x, (value, i): Place => [value, y[i]!]);
    const shown = points.map((point) => (isIn(point[0], xRange) && isIn(point[1], yRange) ? point : null));
    if (name === undefined) return { at: 0, layer: line(shown, PALE, { width: 1.25, opacity: 0.4 }) };
    const look = { ...lookOf(named.indexOf(name)), symbol: "circle" };
    return { at: 1, layer: line(shown, look, { name, marked, ...(marked && { dash: "solid" }) }) };
  });
  return plot(
    { ...frame, usualHeight: 280, x: { name: xName, range: xRange }, y: { name: yName, range: yRange } },
    layers.sort((a, b) => a.at - b.at).map(({ layer }) => layer),
  );
}

const PALE = { color: INK, dash: "solid", symbol: "circle" } as const;

function isIn(value: number, [from, to]: readonly [number, number] = EVERYTHING): boolean {
  return Number.isFinite(value) && value >= from && value <= to;
}
