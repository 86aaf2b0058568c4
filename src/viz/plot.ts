// Two axes, a title, a legend, and layers between them: what all charts with axes are.

import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { type EChartsCoreOption, init, setPlatformAPI, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { ChartOptions } from "./chart-options.ts";
import { escapeHtml } from "./html.ts";
import type { Layer } from "./layers.ts";
import { printable } from "./printable.ts";
import { shortened, textWidth } from "./text-width.ts";
import { COLORS, GRID, INK, STRONG, TEXT } from "./theme.ts";

/** An axis of a plot. */
export interface Axis {
  /** What it counts, with its unit; default nothing. */
  readonly name?: string;
  /** What it spans; default what the layers do. */
  readonly range?: readonly [from: number, to: number] | undefined;
  /** Where it has ticks; default at round numbers. */
  readonly ticks?: readonly number[] | undefined;
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

/** Of the drawing beside a name in the legend, the space behind it, the widest name, and the space between entries, in rows and between them. */
const [ICON, ICON_GAP, WIDEST, ENTRY_GAP] = [28, 5, 240, 8];
const ROW = TEXT.fontSize + ENTRY_GAP;

let ready = false;

/** A chart as an SVG element. The same layers give the same text. */
export function plot(frame: Frame, layers: readonly Layer[]): string {
  const { title = "", label, width, usualHeight, x, y } = frame;
  const legend = entriesOf(layers);
  const rows = rowsOf(legend, width);
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
      data: legend.map(({ name, entry }) => ({ ...entry, name })),
      top: legendTop,
      left: 4,
      width: width - 8,
      padding: 0,
      selectedMode: false,
      itemWidth: ICON,
      itemHeight: 9,
      itemGap: ENTRY_GAP,
      formatter: short,
      textStyle: TEXT,
    },
    grid: { left: 8, right: 18, top, bottom: 8 },
    xAxis: {
      ...axisOf(x),
      splitLine: { show: x.labels === undefined && y.labels !== undefined, lineStyle: { color: GRID } },
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: TEXT,
    },
    yAxis: {
      ...axisOf(y),
      splitLine: { show: y.labels === undefined, lineStyle: { color: GRID } },
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
  ticks,
  logarithmic = false,
  labels,
  roomy = false,
  turned = 0,
  labelWidth = 150,
}: Axis): object {
  const names = { rotate: turned, ...(roomy && { interval: 0 }) };
  const numbers = {
    formatter: axisNumber,
    hideOverlap: true,
    ...(ticks && { customValues: ticks }),
    // A number that only happens to be the end would stand in the way of round ones.
    ...(range !== undefined &&
      ticks === undefined && { showMinLabel: isShort(range[0]), showMaxLabel: isShort(range[1]) }),
  };
  return {
    type: labels === undefined ? (logarithmic ? "log" : "value") : "category",
    ...(labels !== undefined && {
      data: labels.map((label) => shortened(printable(label), labelWidth, TEXT.fontSize)),
      boundaryGap: roomy || labels.length < 2,
    }),
    ...(range === undefined || isTiny(range)
      ? { scale: true, ...(labels === undefined && !logarithmic && { min: lifted(-TINY), max: lifted(TINY) }) }
      : { min: range[0], max: range[1] }),
    name: printable(name),
    axisLabel: { ...TEXT, ...(labels === undefined ? numbers : names) },
    axisLine: { show: true, onZero: false, lineStyle: { color: INK } },
    axisTick: { show: true, lineStyle: { color: INK }, alignWithLabel: true, ...(ticks && { customValues: ticks }) },
  };
}

/** Numbers nearer to 0 are drawn as 0: the charting library finds no ticks among them. */
const TINY = 1e-12;

function isTiny([least, most]: readonly [number, number]): boolean {
  return Math.max(Math.abs(least), Math.abs(most)) < TINY && (least !== 0 || most !== 0);
}

/** An end of an axis for tiny numbers; of others, their own. */
function lifted(end: number): (extent: { min: number; max: number }) => number | null {
  return ({ min, max }) => (isTiny([min, max]) ? end : null);
}

function isShort(value: number): boolean {
  return value === Number(value.toPrecision(2));
}

/** A number beside an axis, as short as its size allows: 20000, 1e12, 1e-9. */
export function axisNumber(value: number): string {
  const short = Number(value.toPrecision(12));
  const size = Math.abs(short);
  return size === 0 || (size >= 1e-4 && size < 1e9) ? String(short) : short.toExponential().replace("+", "");
}

/** `font` as in a style sheet: `600 15px inherit`. */
function measureText(text: string, font = ""): { width: number } {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? TEXT.fontSize);
  return { width: textWidth(text, size, /bold|[6-9]00/.test(font)) };
}

/** A name in the legend with what is drawn beside it. */
interface Entry {
  readonly name: string;
  readonly width: number;
  readonly entry: object | undefined;
}

/** Names in the legend, each once. */
function entriesOf(layers: readonly Layer[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const { name = "", entry } of layers) {
    const shown = printable(name);
    if (shown === "" || entries.has(shown)) continue;
    entries.set(shown, { name: shown, width: textWidth(short(shown), TEXT.fontSize), entry });
  }
  return [...entries.values()];
}

function short(name: string): string {
  return shortened(name, WIDEST, TEXT.fontSize);
}

/** How many rows the legend takes. */
function rowsOf(legend: readonly Entry[], width: number): number {
  let [rows, left] = [0, -Infinity];
  for (const { width: text } of legend) {
    const entry = ICON + ICON_GAP + text;
    if (left < entry) [rows, left] = [rows + 1, width - 8];
    left -= entry + ENTRY_GAP;
  }
  return rows;
}

function render(label: string, width: number, height: number, option: EChartsCoreOption): string {
  if (!ready) {
    use([LineChart, ScatterChart, CustomChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
    setPlatformAPI({ measureText });
  }
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
