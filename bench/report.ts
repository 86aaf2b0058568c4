import { cpus } from "node:os";
import type { Row } from "./case.ts";

const HEADS = ["", "best ms", "median", "JavaScript", "ratio", "GFLOP/s", "of peak", ""];

/** Rows as a table with a head, for people. */
export function table(rows: readonly Row[]): string {
  const lines = [HEADS, ...rows.map(cells)];
  const widths = HEADS.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 || i === line.length - 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cells(row: Row): string[] {
  return [
    row.name,
    milliseconds(row.ours.best),
    milliseconds(row.ours.median),
    milliseconds(row.baseline.best),
    `${row.ratio.toFixed(1)}×`,
    row.gflops?.toFixed(1) ?? "",
    row.peakFraction?.toFixed(2) ?? "",
    row.note,
  ];
}

function milliseconds(ms: number): string {
  return ms < 0.1 ? ms.toFixed(5) : ms.toFixed(3);
}

/** Rows as other programs read them; `build` goes into the names, which are then unique over both builds. */
export function entries(rows: readonly Row[], build: string): object[] {
  return rows.map((row) => ({
    name: `${row.name} [${build}]`,
    ours_ms: row.ours.best,
    baseline_ms: row.baseline.best,
    ratio: row.ratio,
    gflops: row.gflops,
    peak_fraction: row.peakFraction,
  }));
}

/** What it ran on. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpu?.model.trim()}, ${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.versions.node} (V8 ${process.versions.v8})`;
}

/** CPU time in milliseconds that the machine and this process have used so far. */
export function used(): { all: number; own: number } {
  const { user, system } = process.cpuUsage();
  const all = cpus().reduce((sum, { times: t }) => sum + t.user + t.nice + t.sys, 0);
  return { all, own: (user + system) / 1000 };
}
