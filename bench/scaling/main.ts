// `npm run bench:scaling`: how the time of a training step grows with the batch, the width, the depth, and shrinks with threads.
//
//   --quick            a quarter of a minute: to see that everything runs, not for figures
//   --only NAME        one of batch, width, depth, threads
//   --json FILE        writes what was measured; "-" is standard output
//   --svg FOLDER       draws scaling-<name>.svg
//   --build relaxed    the build with fused multiply and add; default plain

import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { lineChart } from "../../src/viz/line-chart.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { quick, thorough } from "../harness.ts";
import { machine, used } from "../report.ts";
import { aligned, time } from "../steps/figure.ts";
import { measureSweep, measureThreads, type Series } from "./measure.ts";
import { SWEEPS } from "./sweeps.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    json: { type: "string" },
    svg: { type: "string" },
    build: { type: "string", default: "plain" },
  },
});
const effort = values.quick ? quick : thorough;
const print = values.json === "-" ? console.error : console.log;
const charts: { name: string; x: string; title: string; series: Series[] }[] = [];
const start = { ...used(), at: performance.now() };

const { simd, threads, why } = await init({
  simd: values.build === "relaxed" ? "relaxed" : "plain",
  threads: Math.min(2, availableParallelism()),
});
for (const [name, sweep] of Object.entries(SWEEPS)) {
  if (!name.includes(values.only)) continue;
  charts.push({ name, x: sweep.of, title: sweep.network, series: measureSweep(sweep, threads, effort) });
}
const counts = [1, 2, 4, 8].filter((n) => n === 1 || (threads > 1 && n <= availableParallelism()));
if (counts.length > 1 && "threads".includes(values.only)) {
  const series = await measureThreads(counts, effort);
  charts.push({ name: "threads", x: "threads", title: "the same work on more threads", series });
}
await shutdown();

const end = { ...used(), at: performance.now() };
const others = (end.all - start.all - (end.own - start.own)) / (end.at - start.at);
print(`${simd} build. ${machine()}. ${why}\nOther processes used ${others.toFixed(2)} cores meanwhile.\n`);
for (const { x, title, series } of charts) print(`Time of a step against ${x}: ${title}\n\n${table(x, series)}\n`);
if (values.svg !== undefined) draw(values.svg);
const text = `${JSON.stringify({ machine: machine(), build: simd, others, charts }, null, 2)}\n`;
if (values.json === "-") process.stdout.write(text);
else if (values.json !== undefined) writeFileSync(values.json, text);

function table(x: string, series: readonly Series[]): string {
  return aligned([
    [x, ...series.map(({ name }) => name)],
    ...series[0]!.points.map((point, i) => [String(point.x), ...series.map(({ points }) => time(points[i]!.y))]),
    ["exponent", ...series.map(({ law }) => `${law.exponent.toFixed(2)} (r² ${law.r2.toFixed(3)})`)],
    ["of the upper half", ...series.map(({ upperLaw: l }) => `${l.exponent.toFixed(2)} (r² ${l.r2.toFixed(3)})`)],
  ]);
}

function draw(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, x, series } of charts) {
    const lines = series.map((s) => ({
      name: `${s.name}: x^${s.upperLaw.exponent.toFixed(2)}`,
      values: s.points.map(({ y }) => y),
    }));
    const svg = lineChart(lines, {
      label: `Milliseconds of a training step against ${x}`,
      xName: `x = ${x}; milliseconds of a step; exponents of the upper half`,
      xLabels: series[0]!.points.map((point) => String(point.x)),
      logarithmic: true,
      width: 720,
      height: 360,
    });
    writeFileSync(join(folder, `scaling-${name}.svg`), `${svg}\n`);
  }
}
