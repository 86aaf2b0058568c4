// `npm run size`: what pages load, minified and gzipped: the whole core, its parts, and a page that trains a dense network, which
// takes of the core what it uses. Fails above the limits.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes, gzipped, at most. Kernels come all together, so both grow with each new family of these. */
const CORE_LIMIT = 175_000;
const PAGE_LIMIT = 105_000;

const core = { entryPoints: [JSON.parse(readFileSync("tools/entries.json", "utf8"))["."].source] };
const names = "accuracy, Adam, ArrayDataset, crossEntropy, fit, Linear, ReLU, Sequential";
const page = {
  stdin: {
    contents: `import { ${names} } from "./src/index.ts"; globalThis.used = [${names}];`,
    resolveDir: process.cwd(),
    loader: "ts",
  },
};

const [, both] = /PIECES = "(.*)"/.exec(readFileSync("src/wasm/generated/binaries.ts", "utf8"));
const plain = both.split(",").map((piece, i) => (i % 2 === 0 ? piece : ""));
const javascript = await size(core, "");
const withPlain = await size(core, plain.join(","));
const total = await size(core, both);
const dense = await size(page, both);
const lines = [
  ["JavaScript", javascript],
  ["plain build", withPlain - javascript],
  ["relaxed build beside it", total - withPlain],
  ["core", total],
  ["  limit", CORE_LIMIT],
  ["page with a dense network", dense],
  ["  limit", PAGE_LIMIT],
];
for (const [what, bytes] of lines) console.log(`${what.padEnd(26)}${(bytes / 1000).toFixed(1).padStart(6)} kB gz`);
for (const [what, bytes, limit] of [
  ["core", total, CORE_LIMIT],
  ["page", dense, PAGE_LIMIT],
]) {
  if (bytes <= limit) continue;
  console.error(`size: the ${what} is ${bytes} bytes gzipped, expected at most ${limit}`);
  process.exitCode = 1;
}

/** Bytes, gzipped, of what esbuild makes of `input` with these pieces of the kernels inlined. */
async function size(input, pieces) {
  const binaries = {
    name: "binaries",
    setup({ onLoad }) {
      const contents = `export const PIECES = ${JSON.stringify(pieces)};`;
      onLoad({ filter: /\/generated\/binaries\.ts$/ }, () => ({ contents }));
    },
  };
  const { outputFiles } = await build({
    ...input,
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
