import { init } from "echarts/core";
import type { EChartsCoreOption } from "echarts/core";
import { checkValue } from "../base/check.ts";
import { escapeHtml } from "./html.ts";

// A page that sets these properties, for dark mode say, changes the colours; elsewhere the ones here hold.
export const INK = "var(--chart-ink, #52525b)";
export const GRID = "var(--chart-grid, #e4e4e7)";
export const COLORS = ["#2563eb", "#c2410c", "#15803d", "#7e22ce"].map(
  (color, i) => `var(--chart-line-${i + 1}, ${color})`,
);
/** How lines differ for those who see no colours. */
export const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]] as const;
/** How axes and legends are written. */
export const TEXT = { color: INK, fontSize: 13, fontFamily: "inherit" } as const;
/** The name of an x axis, below its numbers. */
export const NAMED = { nameLocation: "middle", nameGap: 28, nameTextStyle: TEXT } as const;
/** A line along an axis, with its ticks and numbers. */
export const DRAWN = {
  axisLabel: TEXT,
  axisLine: { lineStyle: { color: INK } },
  axisTick: { lineStyle: { color: INK }, alignWithLabel: true },
} as const;

/** Size in pixels, and what is read out in place of the picture. */
export interface ChartSize {
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

/** A number beside an axis, as short as its size allows: 20000, 1e12, 1e-9. */
export function axisNumber(value: number): string {
  const short = Number(value.toPrecision(6));
  return Math.abs(short) < 1e9 ? String(short) : short.toExponential().replace("+", "");
}

/** Throws `ValueError` unless all sizes are finite numbers above 0. */
export function checkSize(op: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    checkValue(op, name, size, size > 0 && size < Infinity, "a finite number of pixels above 0");
  }
}

/** A chart as an SVG element. The same options give the same text. */
export function renderChart({ label, width, height }: ChartSize, option: EChartsCoreOption): string {
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
