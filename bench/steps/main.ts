// `npm run bench:steps`: compiled steps against eager ones, two threads against one, memory, and what launches cost.
//
//   --only TEXT        only steps with TEXT in their names
//   --quick            to see that everything runs, not for figures
//   --json FILE        writes the figures; "-" is standard output
//   --build relaxed    the build with fused multiply and add; default plain

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { init, shutdown } from "../../src/wasm/init.ts";
import { quick, thorough } from "../harness.ts";
import { machine, used } from "../report.ts";
import { compiledAgainstEager } from "./compiled.ts";
import { costs } from "./costs.ts";
import { type Figure, table } from "./figure.ts";
import { memoryBesideColumns, plannedMemory } from "./memory.ts";
import { regularisedAgainstBare } from "./regularised.ts";
import { threadsAgainstOne, threadsNeverSlower } from "./threads.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    build: { type: "string", default: "plain" },
  },
});
const effort = values.quick ? quick : thorough;
const print = values.json === "-" ? console.error : console.log;
const figures: Figure[] = [];
let before = { ...used(), at: performance.now() };

const { simd } = await init({ simd: values.build === "relaxed" ? "relaxed" : "plain" });
print(`${simd} build. ${machine()}\n`);
show("One thread", [
  ...compiledAgainstEager(values.only, effort),
  ...regularisedAgainstBare(values.only, effort),
  ...plannedMemory(),
  ...memoryBesideColumns(),
]);
const { threads, why } = await init({ threads: 2 });
if (threads === 1) print(`No threads: ${why}`);
else {
  show("Two threads", [...threadsAgainstOne(values.only, effort), ...costs(effort)]);
  show("Two threads, as the clock decides", threadsNeverSlower(values.only, false, effort));
  show("The same while other processes hold all cores but one", threadsNeverSlower(values.only, true, effort));
  await shutdown();
}
const text = `${JSON.stringify(figures, null, 2)}\n`;
if (values.json === "-") process.stdout.write(text);
else if (values.json !== undefined) writeFileSync(values.json, text);

function show(title: string, measured: readonly Figure[]): void {
  const now = { ...used(), at: performance.now() };
  const others = (now.all - before.all - (now.own - before.own)) / (now.at - before.at);
  before = now;
  print(`${title} (other processes used ${others.toFixed(2)} cores meanwhile)\n\n${table(measured)}\n`);
  figures.push(...measured);
}
