// Compiles both builds of the kernels, refuses a module that holds anything but pure functions, and inlines them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import asc from "assemblyscript/asc";
import { generate } from "./generate.mjs";

const FORBIDDEN = {
  "static data": /^ \(data /m,
  "a start function": /^ \(start /m,
  "a mutable global": /^ \(global .*\(mut /m,
  "a function table": /^ \((table|elem) /m,
  "an import besides the memory": /^ \(import (?!"env" "memory")/m,
};

const kernels = generate();
mkdirSync("build", { recursive: true });
let inlined = "// Written by tools/build-wasm.mjs: the binaries as hexadecimal text, which gzip packs well.\n";
for (const build of ["plain", "relaxed"]) {
  const { error, stderr } = await asc.main(["--config", "asconfig.json", "--target", build]);
  if (error || `${stderr}`.includes("WARNING"))
    throw new Error(`${build}: ${error?.message ?? "asc warns"}\n${stderr}`);
  const text = readFileSync(`build/${build}.wat`, "utf8");
  for (const [what, pattern] of Object.entries(FORBIDDEN)) {
    const found = pattern.exec(text);
    if (found) throw new Error(`${build}: the module has ${what}: ${text.slice(found.index, found.index + 120)}`);
  }
  const binary = readFileSync(`build/${build}.wasm`);
  inlined += `export const ${build} = "${binary.toString("hex")}";\n`;
  console.log(`${build}: ${kernels.length} kernels, ${binary.length} bytes`);
}
writeFileSync("src/wasm/generated/binaries.ts", inlined);
