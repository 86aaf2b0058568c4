// Runs the kernels' own specs. as-pect is content with an empty suite, so what must be there is checked here: each family
// of kernels has a spec that names all of them, and each spec has tests. Closes with one line that counts.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { readKernels } from "./signatures.mjs";

const SPECS = "assembly/__tests__";
/** Longest time for all specs, in milliseconds. */
const LIMIT = 10 * 60_000;
const ASP = ["--config", "as-pect.config.js", "--as-config", "as-pect.asconfig.json", "--no-logo", "--summary"];

const problems = readKernels("assembly").flatMap(({ name, file }) => {
  const spec = `${SPECS}/${file.replace(/\.ts$/, ".spec.ts")}`;
  const text = existsSync(spec) ? readFileSync(spec, "utf8") : "";
  return new RegExp(`\\b${name}\\b`).test(text) ? [] : [`${spec} does not test ${name}`];
});

const { status, stdout, stderr } = spawnSync("npx", ["asp", ...ASP], { encoding: "utf8", timeout: LIMIT });
const output = stdout + stderr;
process.stdout.write(output);

/** Passed and all tests of each spec, as the reporter prints them. */
const counts = new Map();
for (const line of stripVTControlCharacters(output).split("\n")) {
  const found = /^\s*\S+ (\S+\.spec\.ts) Pass: (\d+) \/ (\d+)/.exec(line);
  if (found) counts.set(found[1], { passed: Number(found[2]), all: Number(found[3]) });
}
for (const file of readdirSync(SPECS).filter((name) => name.endsWith(".spec.ts"))) {
  const spec = `${SPECS}/${file}`;
  if (!counts.has(spec)) problems.push(`${spec} did not run`);
  else if (counts.get(spec).all === 0) problems.push(`${spec} has no test`);
}

let passed = 0;
let failed = problems.length;
for (const count of counts.values()) {
  passed += count.passed;
  failed += count.all - count.passed;
}
if (status !== 0 && failed === 0) {
  problems.push(`as-pect ends with ${status ?? "no answer in time"}`);
  failed++;
}
for (const problem of problems) console.error(problem);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
