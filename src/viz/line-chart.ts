import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { checkValue } from "../base/check.ts";
import { axisNumber, checkSize, COLORS, DASHES, DRAWN, GRID, NAMED, renderChart, TEXT } from "./chart.ts";
import { printable } from "./printable.ts";

/** One line of a chart. */
export interface Line {
  /** What the legend calls it. */
  readonly name: string;
  /** One number for each place on the x axis; null, NaN and infinities leave a gap. */
  readonly values: readonly (number | null)[];
}

/** What a chart says beside its lines. */
export interface LineChartOptions {
  /** Read out in place of the picture, and shown nowhere. */
  readonly label: string;
  /** What the x axis counts; default nothing. */
  readonly xName?: string;
  /** Names of the places on the x axis; default 1, 2, 3, … */
  readonly xLabels?: readonly string[];
  /** Whether equal steps on the y axis are equal ratios: then numbers up to 0 leave a gap, too. Default false. */
  readonly logarithmic?: boolean;
  /** Width in pixels; default 480. */
  readonly width?: number;
  /** Height in pixels; default 280. */
  readonly height?: number;
}

let ready = false;

/**
 * A line chart as an SVG element: no script, no font, no address of anything outside. Lines differ in colour and dashes.
 *
 * Throws `ValueError` if there is no line, or a size is not a positive number.
 */
export function lineChart(lines: readonly Line[], options: LineChartOptions): string {
  const { label, xName = "", logarithmic = false, width = 480, height = 280 } = options;
  checkValue("lineChart", "lines", "empty", lines.length > 0, "at least one line");
  checkSize("lineChart", { width, height });
  if (!ready) use([LineChart, GridComponent, LegendComponent, SVGRenderer]);
  ready = true;
  const least = logarithmic ? 0 : -Infinity;
  const places = Math.max(...lines.map((line) => line.values.length));
  return renderChart(
    { label, width, height },
    {
      legend: {
        top: 0,
        right: 16,
        selectedMode: false,
        itemWidth: 32,
        itemHeight: 8,
        itemGap: 24,
        textStyle: { ...TEXT, overflow: "truncate", width: 180 },
      },
      grid: { left: 8, right: 16, top: 36, bottom: 8 },
      xAxis: {
        type: "category",
        boundaryGap: places < 2,
        data: Array.from({ length: places }, (_, i) => printable(options.xLabels?.[i] ?? String(i + 1))),
        name: printable(xName),
        ...NAMED,
        ...DRAWN,
      },
      yAxis: {
        type: logarithmic ? "log" : "value",
        scale: true,
        axisLabel: { ...TEXT, formatter: axisNumber },
        splitLine: { lineStyle: { color: GRID } },
      },
      series: lines.map(({ name, values }, i) => ({
        type: "line",
        name: printable(name),
        data: values.map((value) => (value !== null && value > least && value < Infinity ? value : null)),
        lineStyle: { width: 2.25, type: DASHES[i % DASHES.length] },
        symbol: "circle",
        symbolSize: 5,
        showSymbol: places <= 40,
        itemStyle: { color: COLORS[i % COLORS.length], borderWidth: 0 },
        silent: true,
        emphasis: { disabled: true },
      })),
    },
  );
}
