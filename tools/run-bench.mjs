// `npm run bench`: kernels and training steps against plain JavaScript, each build in a process of its own.
//
//   --only TEXT   only what has TEXT in its name
//   --quick       a quarter of a minute instead of two: to see that everything runs, not for figures
//   --json FILE   writes [{ name, ours_ms, baseline_ms, ratio, gflops, peak_fraction }]; "-" is standard output
import { execFileSync, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
    json: { type: "string" },
  },
});

await build({
  entryPoints: ["bench/main.ts"],
  outfile: "build/bench/main.mjs",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});

const rows = [];
for (const simd of ["plain", "relaxed"]) {
  execFileSync("node_modules/.bin/asc", ["--config", "bench/peak/asconfig.json", "--target", simd], {
    stdio: "inherit",
  });
  rows.push(...(await measure(simd)));
}
const text = `${JSON.stringify(rows, null, 2)}\n`;
if (values.json === "-") process.stdout.write(text);
else if (values.json !== undefined) writeFileSync(values.json, text);

/** Runs one build; the table goes to standard error if standard output is for JSON. */
function measure(simd) {
  const args = ["--build", simd, "--only", values.only, ...(values.quick ? ["--quick"] : [])];
  const relaxedFlag = simd === "relaxed" && process.versions.node.startsWith("20.");
  return new Promise((resolve, reject) => {
    const child = fork("build/bench/main.mjs", args, {
      execArgv: relaxedFlag ? ["--experimental-wasm-relaxed-simd"] : [],
      stdio: ["ignore", values.json === "-" ? 2 : 1, 2, "ipc"],
    });
    let received = [];
    child.on("message", (message) => (received = message));
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(received) : reject(new Error(`the ${simd} build failed`))));
  });
}
