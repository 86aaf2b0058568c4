// Writes the datasets that ship with the package as modules, so that they need no file and no network, in browsers too.
// A letter a pixel: gzip packs that close to the entropy of the pixels.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const PIXELS = 64;
const LETTERS = "abcdefghijklmnopq";

const rows = readFileSync("data/digits/digits.csv", "utf8").trim().split("\n");
let pixels = "";
let labels = "";
rows.forEach((row, i) => {
  const values = row.split(",").map(Number);
  const letters = values.slice(0, PIXELS).map((v) => LETTERS[v]);
  const label = values[PIXELS];
  if (values.length !== PIXELS + 1 || letters.includes(undefined) || !/^\d$/.test(`${label}`))
    throw new Error(`data/digits/digits.csv: line ${i + 1} is not 64 pixels of 0 to 16 and a digit`);
  pixels += letters.join("");
  labels += label;
});
mkdirSync("src/data/datasets/generated", { recursive: true });
writeFileSync(
  "src/data/datasets/generated/digits.ts",
  "// Written by tools/embed-data.mjs: a letter from a (0) to q (16) for each pixel, a digit for each label.\n" +
    `export const PIXELS = "${pixels}";\nexport const LABELS = "${labels}";\n`,
);
console.log(`digits: ${rows.length} samples, ${pixels.length + labels.length} characters`);
