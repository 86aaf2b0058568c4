import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { checkValue } from "../base/check.ts";
import { escapeHtml } from "./html.ts";
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

// A page that sets these properties, for dark mode say, changes the colours; elsewhere the ones here hold.
const INK = "var(--chart-ink, #52525b)";
const GRID = "var(--chart-grid, #e4e4e7)";
const LINES = ["#2563eb", "#c2410c", "#15803d", "#7e22ce"].map((color, i) => `var(--chart-line-${i + 1}, ${color})`);
const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]] as const;

let ready = false;

/**
 * A line chart as an SVG element: no script, no font, no address of anything outside. Lines differ in colour and dashes.
 *
 * Throws `ValueError` if there is no line, or a size is not a positive number.
 */
export function lineChart(lines: readonly Line[], options: LineChartOptions): string {
  const { label, xName = "", logarithmic = false, width = 480, height = 280 } = options;
  checkValue("lineChart", "lines", "empty", lines.length > 0, "at least one line");
  for (const [name, size] of Object.entries({ width, height })) {
    checkValue("lineChart", name, size, size > 0 && size < Infinity, "a finite number of pixels above 0");
  }
  if (!ready) use([LineChart, GridComponent, LegendComponent, SVGRenderer]);
  ready = true;
  const least = logarithmic ? 0 : -Infinity;
  const places = Math.max(...lines.map((line) => line.values.length));
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  const text = { color: INK, fontSize: 13, fontFamily: "inherit" };
  chart.setOption({
    animation: false,
    textStyle: text,
    color: LINES,
    legend: {
      top: 0,
      right: 16,
      selectedMode: false,
      itemWidth: 32,
      itemHeight: 8,
      itemGap: 24,
      textStyle: { ...text, overflow: "truncate", width: 180 },
    },
    grid: { left: 8, right: 16, top: 36, bottom: 8 },
    xAxis: {
      type: "category",
      boundaryGap: places < 2,
      data: Array.from({ length: places }, (_, i) => printable(options.xLabels?.[i] ?? String(i + 1))),
      name: printable(xName),
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: text,
      axisLabel: text,
      axisLine: { lineStyle: { color: INK } },
      axisTick: { lineStyle: { color: INK }, alignWithLabel: true },
    },
    yAxis: {
      type: logarithmic ? "log" : "value",
      scale: true,
      axisLabel: { ...text, formatter: (value: number) => String(Number(value.toPrecision(6))) },
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
      itemStyle: { color: LINES[i % LINES.length], borderWidth: 0 },
      silent: true,
      emphasis: { disabled: true },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return clean(svg).replace("<svg ", () => `<svg role="img" aria-label="${escapeHtml(label)}" `);
}

/**
 * Without what only a script would use, and without clipping, whose ids count charts (no line leaves its axes): the same
 * data gives the same text, and charts on one page share no id.
 */
function clean(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<defs[\s\S]*?<\/defs>/g, "")
    .replace(/ (?:class|clip-path|ecmeta_\w+|pointer-events|baseProfile|version|xmlns:xlink)="[^"]*"/g, "")
    .replace(/\n+/g, "\n");
}
