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
const binaries = {};
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
  binaries[build] = binary;
  console.log(`${build}: ${kernels.length} kernels, ${binary.length} bytes`);
}
writeFileSync("src/wasm/generated/binaries.ts", inlined(piecesOf(binaries.plain), piecesOf(binaries.relaxed)));

/**
 * Both builds in hexadecimal text, which gzip packs well, function by function: the same function of both builds lies together,
 * so that gzip finds the second in the first, and is left out where it is the same.
 */
function inlined(plain, relaxed) {
  if (plain.length !== relaxed.length) throw new Error("the builds have different numbers of functions");
  const pieces = plain.flatMap((piece, i) => [piece, piece === relaxed[i] ? "" : relaxed[i]]);
  return `// Written by tools/build-wasm.mjs. Pieces of the plain build, each followed by that of the relaxed one unless that is the same.
export const PIECES = "${pieces.join(",")}";
`;
}

/** A module cut into what comes before its functions, each function, and what comes after. */
function piecesOf(binary) {
  const CODE = 10;
  let p = 8;
  const integer = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[p++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (binary[p] !== CODE) {
    p++;
    const bytes = integer();
    p += bytes;
  }
  p++;
  integer();
  const functions = integer();
  const cuts = [0, p];
  for (let i = 0; i < functions; i++) {
    const bytes = integer();
    p += bytes;
    cuts.push(p);
  }
  return cuts.map((cut, i) => binary.subarray(cut, cuts[i + 1]).toString("hex"));
}
