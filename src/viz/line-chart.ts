import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { line } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** One line of a chart. */
export interface Line {
  /** What the legend calls it. */
  readonly name: string;
  /** One number for each place on the x axis; null, NaN and infinities leave a gap. */
  readonly values: readonly (number | null)[];
}

/** What a chart says beside its lines. */
export interface LineChartOptions extends ChartOptions {
  readonly label: string;
  /** What the axes count; default nothing. */
  readonly xName?: string;
  readonly yName?: string;
  /** Names of the places on the x axis; default 1, 2, 3, … */
  readonly xLabels?: readonly string[];
  /** Whether equal steps on the y axis are equal ratios: then numbers up to 0 leave a gap, too. Default false. */
  readonly logarithmic?: boolean;
}

/**
 * A line chart as an SVG element: no script, no font, no address of anything outside. Lines differ in colour and dashes.
 *
 * Throws `ValueError` if there is no line, or a size is not a positive number.
 */
export function lineChart(lines: readonly Line[], options: LineChartOptions): string {
  checkValue("lineChart", "lines", "empty", lines.length > 0, "at least one line");
  const { xName = "", yName = "", xLabels, logarithmic = false } = options;
  const least = logarithmic ? 0 : -Infinity;
  const places = Math.max(...lines.map(({ values }) => values.length));
  const labels = Array.from({ length: places }, (_, i) => xLabels?.[i] ?? String(i + 1));
  return plot(
    {
      ...sized("lineChart", options, ""),
      usualHeight: 280,
      x: { name: xName, labels },
      y: { name: yName, logarithmic },
    },
    lines.map(({ name, values }, i) =>
      line(
        values.map((value, at) => (value !== null && value > least && value < Infinity ? [at, value] : null)),
        { ...lookOf(i), symbol: "circle" },
        { name, marked: places <= 40 },
      ),
    ),
  );
}
