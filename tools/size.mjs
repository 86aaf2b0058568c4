// `npm run size`: the core minified and gzipped: JavaScript, each inlined build of the kernels, all together. Fails above
// the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes of the core with both builds inlined, gzipped, at most. */
const LIMIT = 60_000;
const BUILDS = ["plain", "relaxed"];

const { source } = JSON.parse(readFileSync("tools/entries.json", "utf8"))["."];
const javascript = await size([]);
const total = await size(BUILDS);
const lines = [["JavaScript", javascript]];
for (const kept of BUILDS) lines.push([`${kept} build`, (await size([kept])) - javascript]);
lines.push(["core", total], ["limit", LIMIT]);
for (const [what, bytes] of lines) console.log(`${what.padEnd(14)}${(bytes / 1000).toFixed(1).padStart(6)} kB gz`);
if (total > LIMIT) {
  console.error(`size: the core is ${total} bytes gzipped, expected at most ${LIMIT}`);
  process.exitCode = 1;
}

/** Bytes of the core, gzipped, when only the builds in `kept` are inlined. */
async function size(kept) {
  const inlined = (name) => (kept.includes(name) ? readFileSync(`build/${name}.wasm`, "hex") : "");
  const binaries = {
    name: "binaries",
    setup({ onLoad }) {
      onLoad({ filter: /\/generated\/binaries\.ts$/ }, () => ({
        contents: BUILDS.map((name) => `export const ${name} = "${inlined(name)}";`).join("\n"),
      }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    external: ["node:*"],
    plugins: [binaries],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
