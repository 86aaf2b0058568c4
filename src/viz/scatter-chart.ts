import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { axisNumber, checkSize, COLORS, DRAWN, GRID, INK, NAMED, renderChart, TEXT } from "./chart.ts";
import { printable } from "./printable.ts";

/** Points of a chart: one of each for every point. */
export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What a chart says beside its points. */
export interface ScatterChartOptions {
  /** Read out in place of the picture, and shown nowhere. */
  readonly label: string;
  /** What the axes count; default nothing. */
  readonly xName?: string;
  readonly yName?: string;
  /** A line to hold the points against, from one side to the other: `y = x`, or `y = 0`. Default none. */
  readonly line?: "y = x" | "y = 0";
  /** Width in pixels; default 480. */
  readonly width?: number;
  /** Height in pixels; default 320. */
  readonly height?: number;
}

let ready = false;

/**
 * Points as an SVG element: no script, no font, no address of anything outside. A point that is not finite is left out.
 *
 * Throws `ShapeError` unless there are as many x as y, `ValueError` if there is no finite point, or a size is not a positive number.
 */
export function scatterChart({ x, y }: Points, options: ScatterChartOptions): string {
  const { label, xName = "", yName = "", line, width = 480, height = 320 } = options;
  if (x.length !== y.length)
    throw new ShapeError(`scatterChart: y holds ${y.length} numbers, expected ${x.length} like x`);
  const points = Array.from(x, (value, i) => [value, y[i]!] as const).filter((point) => point.every(Number.isFinite));
  checkValue("scatterChart", "points", "empty", points.length > 0, "at least one finite point");
  checkSize("scatterChart", { width, height });
  if (!ready) use([ScatterChart, LineChart, GridComponent, SVGRenderer]);
  ready = true;
  const [least, most] = rangeOf(points.map((point) => point[0]));
  const axis = {
    type: "value",
    scale: true,
    axisLabel: { ...TEXT, formatter: compact, hideOverlap: true },
    splitLine: { lineStyle: { color: GRID } },
  };
  const axisLine = { onZero: false, lineStyle: { color: INK } };
  return renderChart(
    { label, width, height },
    {
      grid: { left: 12, right: 20, top: 36, bottom: 8 },
      xAxis: { ...DRAWN, ...axis, axisLine, name: printable(xName), ...NAMED, splitLine: { show: false } },
      yAxis: {
        ...axis,
        axisLine: { show: false },
        axisTick: { show: false },
        name: printable(yName),
        nameTextStyle: { ...TEXT, align: "left" },
      },
      series: [
        {
          type: "scatter",
          data: points,
          symbolSize: 6,
          itemStyle: { color: COLORS[0], opacity: 0.55 },
          silent: true,
        },
        ...(line === undefined ? [] : [lineOf(least, most, line === "y = x")]),
      ],
    },
  );
}

/** A number beside an axis, in few characters: both axes may have large ones, side by side. */
function compact(value: number): string {
  return Math.abs(value) >= 1e4 && Math.abs(value) < 1e15
    ? value.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 2 })
    : axisNumber(value);
}

/** A straight line across the chart. */
function lineOf(least: number, most: number, rises: boolean): object {
  return {
    type: "line",
    data: [
      [least, rises ? least : 0],
      [most, rises ? most : 0],
    ],
    lineStyle: { width: 1.5, type: "dashed", color: INK },
    showSymbol: false,
    silent: true,
  };
}

function rangeOf(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return [least, most];
}
