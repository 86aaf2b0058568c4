import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { axisNumber, checkSize, COLORS, DASHES, DRAWN, GRID, INK, NAMED, renderChart, TEXT } from "./chart.ts";
import { printable } from "./printable.ts";

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
export interface PathChartOptions {
  /** Read out in place of the picture, and shown nowhere. */
  readonly label: string;
  /** What the axes count; default nothing. */
  readonly xName?: string;
  readonly yName?: string;
  /** What the axes span; default what the points do. Points outside leave a gap. */
  readonly xRange?: readonly [from: number, to: number];
  readonly yRange?: readonly [from: number, to: number];
  /** Width in pixels; default 480. */
  readonly width?: number;
  /** Height in pixels; default 280. */
  readonly height?: number;
}

const EVERYTHING = [-Infinity, Infinity] as const;
let ready = false;

/**
 * Graphs of functions, or paths over contour lines, as an SVG element: no script, no font, no address of anything outside. Points that are
 * not finite leave a gap.
 *
 * Throws `ShapeError` unless a path has as many x as y, `ValueError` if there is no path, or a size is not a positive number.
 */
export function pathChart(paths: readonly Path[], options: PathChartOptions): string {
  const { label, xName = "", yName = "", xRange, yRange, width = 480, height = 280 } = options;
  checkValue("pathChart", "paths", "empty", paths.length > 0, "at least one path");
  checkSize("pathChart", { width, height });
  for (const [i, { x, y }] of paths.entries()) {
    if (x.length === y.length) continue;
    throw new ShapeError(`pathChart: paths[${i}].y holds ${y.length} numbers, expected ${x.length} like x`);
  }
  if (!ready) use([LineChart, GridComponent, LegendComponent, SVGRenderer]);
  ready = true;
  const isShown = ([x, y]: readonly [number, number]): boolean => isIn(x, xRange) && isIn(y, yRange);
  const named = paths.filter(({ name }) => name !== undefined);
  const axis = { type: "value", axisLabel: { ...TEXT, formatter: axisNumber, hideOverlap: true } } as const;
  return renderChart(
    { label, width, height },
    {
      legend: {
        top: 0,
        right: 12,
        selectedMode: false,
        itemWidth: 26,
        itemHeight: 8,
        itemGap: 14,
        textStyle: TEXT,
        data: named.map(({ name }) => printable(name!)),
      },
      grid: { left: 8, right: 16, top: yName === "" ? 30 : 46, bottom: 8 },
      xAxis: {
        ...DRAWN,
        ...axis,
        ...boundsOf(xRange),
        axisLine: { onZero: false, lineStyle: { color: INK } },
        splitLine: { show: false },
        name: printable(xName),
        ...NAMED,
      },
      yAxis: {
        ...axis,
        ...boundsOf(yRange),
        axisLine: { show: false, onZero: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: GRID } },
        name: printable(yName),
        nameTextStyle: { ...TEXT, align: "left" },
      },
      series: paths.map(({ name, x, y, marked = false }) => {
        const points = Array.from(x, (value, i) => [value, y[i]!] as const);
        const i = named.findIndex((path) => path.name === name);
        return {
          type: "line",
          ...(name !== undefined && { name: printable(name) }),
          data: points.map((point) => (isShown(point) ? point : ["-", "-"])),
          z: name === undefined ? 1 : 2,
          lineStyle:
            name === undefined
              ? { width: 1.25, color: INK, opacity: 0.4 }
              : { width: 2.25, type: marked ? "solid" : DASHES[i % DASHES.length] },
          symbol: "circle",
          symbolSize: 5,
          showSymbol: marked,
          itemStyle: { color: name === undefined ? INK : COLORS[i % COLORS.length], borderWidth: 0 },
          silent: true,
          emphasis: { disabled: true },
        };
      }),
    },
  );
}

function isIn(value: number, [from, to]: readonly [number, number] = EVERYTHING): boolean {
  return Number.isFinite(value) && value >= from && value <= to;
}

function boundsOf(range: readonly [number, number] | undefined): object {
  return range === undefined ? { scale: true } : { min: range[0], max: range[1] };
}
