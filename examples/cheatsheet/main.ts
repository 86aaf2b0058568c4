// Draws the pictures of docs/cheatsheet.md: node tools/run-bundled.mjs examples/cheatsheet/main.ts

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { init } from "wasmgrad";
import { drawings } from "./drawings.ts";

const folder = process.argv[2] ?? "docs/pictures";
await mkdir(folder, { recursive: true });
await init({ simd: "plain" }); // whose numbers are the same on every machine
for await (const [name, svg] of drawings()) await writeFile(join(folder, `${name}.svg`), svg);
