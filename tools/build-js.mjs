// Bundles the entries of the package into dist/, copies the kernels there, and writes the type declarations.
//
// All entries are built together with code splitting, so that they share one engine. What they use of other packages is
// bundled, with the licences beside it: installing wasmgrad installs nothing else.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { requiredBuiltins } from "./required-builtins.mjs";

/** What a user imports: subpath, name in dist/, source. The exports of package.json say the same; `bin` is run. */
const ENTRIES = JSON.parse(readFileSync("tools/entries.json", "utf8"));

rmSync("dist", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    ...Object.fromEntries(Object.values(ENTRIES).map(({ name, source }) => [name, source])),
    cli: "src/cli/index.ts",
    // Nobody imports it: as an entry, what a page needs to talk to its worker gets chunks without the engine.
    "chunks/connect": "src/worker/connect.ts",
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import"],
  target: "es2022",
  external: ["node:*"],
  define: { "process.env.NODE_ENV": '"production"' }, // the charting library asks for it, also where there is no process
  plugins: [requiredBuiltins],
  chunkNames: "chunks/[hash]",
  sourcemap: true,
  sourcesContent: false,
  legalComments: "none",
  metafile: true,
});

for (const { name } of Object.values(ENTRIES)) if (name !== "node") checkBrowsers(`dist/${name}.js`);

const command = readFileSync("dist/cli.js", "utf8");
writeFileSync("dist/cli.js", `#!/usr/bin/env node\n${command}`, { mode: 0o755 });

mkdirSync("dist/wasm", { recursive: true });
for (const build of ["plain", "relaxed"]) copyFileSync(`build/${build}.wasm`, `dist/wasm/${build}.wasm`);

mkdirSync("dist/licenses", { recursive: true });
const packages = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
);
for (const name of packages) {
  const files = readdirSync(`node_modules/${name}`).filter((f) => /^(licen[cs]e|notice)/i.test(f));
  if (files.length === 0) throw new Error(`${name} is bundled, but has no licence file to ship`);
  for (const file of files) {
    cpSync(`node_modules/${name}/${file}`, `dist/licenses/${name.replace("/", "-")}-${file}`, { recursive: true });
  }
}

execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
if (!existsSync("dist/types/index.d.ts")) throw new Error("tsc wrote no dist/types/index.d.ts");

/** Throws if a file, or one that it imports, needs a module of Node's. */
function checkBrowsers(file, seen = new Set()) {
  if (seen.has(file)) return;
  seen.add(file);
  for (const { path } of metafile.outputs[file].imports) {
    if (path.startsWith("node:")) throw new Error(`${file} imports ${path}, which browsers lack`);
    checkBrowsers(path, seen);
  }
}
