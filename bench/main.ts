// Measures one build in a process of its own, started by tools/run-bench.mjs, to which the rows go.

import { parseArgs } from "node:util";
import { init } from "../src/wasm/init.ts";
import { scope } from "../src/tensor/scope.ts";
import { measure, type Row, type Suite } from "./case.ts";
import { quick, thorough } from "./harness.ts";
import { activations } from "./ops/activations.ts";
import { attention } from "./ops/attention.ts";
import { convolutions } from "./ops/convolutions.ts";
import { ctc } from "./ops/ctc.ts";
import { elementwise } from "./ops/elementwise.ts";
import { functions } from "./ops/functions.ts";
import { losses } from "./ops/losses.ts";
import { normalization } from "./ops/normalization.ts";
import { optimizers } from "./ops/optimizers.ts";
import { pooling } from "./ops/pooling.ts";
import { products } from "./ops/products.ts";
import { random } from "./ops/random.ts";
import { recurrent } from "./ops/recurrent.ts";
import { reductions } from "./ops/reductions.ts";
import { resampling } from "./ops/resampling.ts";
import { rows } from "./ops/rows.ts";
import { shapes } from "./ops/shapes.ts";
import { loadPeak } from "./peak/load.ts";
import { trainingSteps } from "./train/training-steps.ts";
import { entries, machine, table, used } from "./report.ts";

const SUITES: readonly Suite[] = [
  products,
  attention,
  convolutions,
  normalization,
  pooling,
  resampling,
  recurrent,
  elementwise,
  activations,
  functions,
  rows,
  ctc,
  reductions,
  shapes,
  random,
  losses,
  optimizers,
  trainingSteps,
];

const { values } = parseArgs({
  options: {
    build: { type: "string", default: "plain" },
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
  },
});
const build = values.build === "relaxed" ? "relaxed" : "plain";
await init({ simd: build });
const effort = values.quick ? quick : thorough;
const peak = loadPeak(build, effort);
const start = { ...used(), at: performance.now() };
const measured: Row[] = [];
for (const [name, entry] of SUITES.flatMap((suite) => Object.entries(suite))) {
  const isSlow = typeof entry !== "function";
  if (!name.includes(values.only) || (isSlow && values.quick)) continue;
  scope(() => {
    const made = isSlow ? entry.slow() : entry();
    measured.push(measure(name, made, peak, effort));
    made.dispose?.();
  });
}
const end = used();
const others = (end.all - start.all - (end.own - start.own)) / (performance.now() - start.at);
console.log(`\n${build} build, one thread. ${machine()}`);
console.log(
  `Register peak ${peak.gflops.toFixed(1)} GFLOP/s. Other processes used ${others.toFixed(2)} cores meanwhile.\n`,
);
console.log(table(measured));
process.send?.(entries(measured, build));
