// Bundles a TypeScript program of this repository and runs it: node tools/run-bundled.mjs bench/steps/main.ts --quick
import { spawn } from "node:child_process";
import { build } from "esbuild";

const [entry, ...args] = process.argv.slice(2);
const outfile = `build/${entry.replace(/\.ts$/, ".mjs")}`;
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // What an example imports is the package as it is built.
  external: ["wasmgrad", "wasmgrad/*"],
  logLevel: "warning",
});
// Node 20 has relaxed SIMD behind a flag.
const flags =
  args.includes("relaxed") && process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];
const child = spawn(process.execPath, [...flags, outfile, ...args], { stdio: "inherit" });
child.on("exit", (code) => (process.exitCode = code ?? 1));
