// Runs every suite, the kernels' own and those of the package, and closes with one line that counts them all.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

const REPORT = "build/vitest.json";
/** Longest time for a suite, in milliseconds. */
const LIMIT = 45 * 60_000;

mkdirSync("build", { recursive: true });
rmSync(REPORT, { force: true });
const kernels = spawnSync(process.execPath, ["tools/test-kernels.mjs"], { encoding: "utf8", timeout: LIMIT });
process.stdout.write(kernels.stdout + kernels.stderr);
const counted = /(\d+) passed, (\d+) failed/.exec(kernels.stdout);

const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`];
const unit = spawnSync("npx", ["vitest", "run", ...reporters], { stdio: "inherit", timeout: LIMIT });
const report = readReport();

const passed = Number(counted?.[1] ?? 0) + report.numPassedTests;
const skipped = report.numPendingTests + report.numTodoTests;
let failed = Number(counted?.[2] ?? 1) + report.numFailedTests;
// A suite that fails without a failing test, such as one that cannot be loaded, is a failure, too.
if (failed === 0 && (kernels.status !== 0 || unit.status !== 0)) failed = 1;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function readReport() {
  try {
    return JSON.parse(readFileSync(REPORT, "utf8"));
  } catch {
    console.error("vitest left no report");
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
  }
}
