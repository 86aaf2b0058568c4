// Two axes, a title, a legend, and layers between them: what all charts with axes are.

import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { type EChartsCoreOption, format, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { ChartOptions } from "./chart-options.ts";
import { escapeHtml } from "./html.ts";
import type { Layer } from "./layers.ts";
import { printable } from "./printable.ts";
import { COLORS, GRID, INK, STRONG, TEXT } from "./theme.ts";

/** An axis of a plot. */
export interface Axis {
  /** What it counts, with its unit; default nothing. */
  readonly name?: string;
  /** What it spans; default what the layers do. */
  readonly range?: readonly [from: number, to: number] | undefined;
  /** Whether equal steps are equal ratios; default false. */
  readonly logarithmic?: boolean;
  /** Names of the places 0, 1, 2, … on it, in place of numbers. A vertical axis has the first at its top. */
  readonly labels?: readonly string[];
  /** Whether each place has its name, and as much room as the others, as boxes need it; default false. */
  readonly roomy?: boolean;
  /** Degrees by which the names are turned, and how wide they may be; default not, and 150 pixels. */
  readonly turned?: number;
  readonly labelWidth?: number;
}

/** What is around the layers. */
export interface Frame extends ChartOptions {
  readonly label: string;
  readonly width: number;
  /** The height for a legend in one row, unless `height` gives another; more rows add to it. */
  readonly usualHeight: number;
  readonly x: Axis;
  readonly y: Axis;
}

const ROW = 20;
/** Of the drawing beside a name in the legend, the space behind it, between entries, and the widest name. */
const [ICON, ICON_GAP, ENTRY_GAP, WIDEST] = [28, 5, 16, 220];
const FONT = `${TEXT.fontSize}px sans-serif`;
let ready = false;

/** A chart as an SVG element. The same layers give the same text. */
export function plot(frame: Frame, layers: readonly Layer[]): string {
  const { title = "", label, width, usualHeight, x, y } = frame;
  const legend = entriesOf(layers);
  const rows = rowsOf([...legend.keys()], width);
  const height = frame.height ?? usualHeight + ROW * Math.max(0, rows - 1) + (title === "" ? 0 : 24);
  const legendTop = title === "" ? 0 : 26;
  const top = legendTop + ROW * rows + (y.name ? 26 : 10);
  return render(label, width, height, {
    title: {
      show: title !== "",
      text: printable(title),
      padding: 0,
      left: 4,
      top: 2,
      textStyle: { ...TEXT, color: STRONG, fontSize: 15, fontWeight: 600, width: width - 8, overflow: "truncate" },
    },
    legend: {
      show: rows > 0,
      data: Array.from(legend, ([name, icon]) => ({ name, ...(icon !== undefined && { icon }) })),
      top: legendTop,
      left: 4,
      width: width - 8,
      padding: 0,
      selectedMode: false,
      itemWidth: ICON,
      itemHeight: 9,
      itemGap: ENTRY_GAP,
      formatter: shortened,
      textStyle: { ...TEXT, lineHeight: ROW - 9 },
    },
    grid: { left: 8, right: 18, top, bottom: 8 },
    xAxis: { ...axisOf(x), nameLocation: "middle", nameGap: 28, nameTextStyle: TEXT, splitLine: { show: false } },
    yAxis: {
      ...axisOf(y),
      inverse: y.labels !== undefined,
      ...(y.labels === undefined && { axisLine: { show: false, onZero: false }, axisTick: { show: false } }),
      nameLocation: y.labels === undefined ? "end" : "start",
      nameGap: 12,
      nameTextStyle: { ...TEXT, align: "left" },
    },
    series: layers.map(({ name, series }) => ({
      ...(name !== undefined && { name: printable(name) }),
      silent: true,
      emphasis: { disabled: true },
      ...series,
    })),
  });
}

function axisOf({
  name = "",
  range,
  logarithmic = false,
  labels,
  roomy = false,
  turned = 0,
  labelWidth = 150,
}: Axis): object {
  const names = { rotate: turned, width: labelWidth, overflow: "truncate", ...(roomy && { interval: 0 }) };
  return {
    type: labels === undefined ? (logarithmic ? "log" : "value") : "category",
    ...(labels !== undefined && { data: labels.map(printable), boundaryGap: roomy || labels.length < 2 }),
    ...(range === undefined ? { scale: true } : { min: range[0], max: range[1] }),
    name: printable(name),
    axisLabel: { ...TEXT, hideOverlap: !roomy, ...(labels === undefined ? { formatter: axisNumber } : names) },
    axisLine: { onZero: false, lineStyle: { color: INK } },
    axisTick: { lineStyle: { color: INK }, alignWithLabel: true },
    splitLine: { lineStyle: { color: GRID } },
  };
}

/** A number beside an axis, as short as its size allows: 20000, 1e12, 1e-9. */
export function axisNumber(value: number): string {
  const short = Number(value.toPrecision(6));
  return Math.abs(short) < 1e9 ? String(short) : short.toExponential().replace("+", "");
}

/** Names in the legend, each once, with what is drawn beside them. */
function entriesOf(layers: readonly Layer[]): Map<string, string | undefined> {
  const entries = new Map<string, string | undefined>();
  for (const { name = "", icon } of layers) {
    const shown = printable(name);
    if (shown !== "" && !entries.has(shown)) entries.set(shown, icon);
  }
  return entries;
}

/** A name for the legend, without its end if it is long. */
function shortened(name: string): string {
  return format.truncateText(name, WIDEST, FONT, "…", {});
}

/** How many rows the legend takes. */
function rowsOf(names: readonly string[], width: number): number {
  let [rows, left] = [0, -Infinity];
  for (const name of names) {
    const entry = ICON + ICON_GAP + format.getTextRect(shortened(name), FONT).width;
    if (left < entry) [rows, left] = [rows + 1, width - 8];
    left -= entry + ENTRY_GAP;
  }
  return rows;
}

function render(label: string, width: number, height: number, option: EChartsCoreOption): string {
  if (!ready) use([LineChart, ScatterChart, CustomChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
  ready = true;
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: TEXT, color: COLORS, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return clean(svg).replace("<svg ", () => `<svg role="img" aria-label="${escapeHtml(label)}" `);
}

/**
 * Without what only a script would use, and without clipping, whose ids count charts (nothing leaves its axes): the same
 * data gives the same text, and charts on one page share no id.
 */
function clean(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<defs[\s\S]*?<\/defs>/g, "")
    .replace(/ (?:class|clip-path|ecmeta_\w+|pointer-events|baseProfile|version|xmlns:xlink)="[^"]*"/g, "")
    .replace(/\n+/g, "\n");
}
