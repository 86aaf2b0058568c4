// `npm run size`: the core minified and gzipped: JavaScript, each build of the kernels as it is inlined, all together. Fails
// above the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes of the core with both builds inlined, gzipped, at most. */
const LIMIT = 60_000;

const { source } = JSON.parse(readFileSync("tools/entries.json", "utf8"))["."];
const [, both] = /PIECES = "(.*)"/.exec(readFileSync("src/wasm/generated/binaries.ts", "utf8"));
const plain = both.split(",").map((piece, i) => (i % 2 === 0 ? piece : ""));
const javascript = await size("");
const withPlain = await size(plain.join(","));
const total = await size(both);
const lines = [
  ["JavaScript", javascript],
  ["plain build", withPlain - javascript],
  ["relaxed build beside it", total - withPlain],
  ["core", total],
  ["limit", LIMIT],
];
for (const [what, bytes] of lines) console.log(`${what.padEnd(24)}${(bytes / 1000).toFixed(1).padStart(6)} kB gz`);
if (total > LIMIT) {
  console.error(`size: the core is ${total} bytes gzipped, expected at most ${LIMIT}`);
  process.exitCode = 1;
}

/** Bytes of the core, gzipped, with these pieces inlined. */
async function size(pieces) {
  const binaries = {
    name: "binaries",
    setup({ onLoad }) {
      const contents = `export const PIECES = ${JSON.stringify(pieces)};`;
      onLoad({ filter: /\/generated\/binaries\.ts$/ }, () => ({ contents }));
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
