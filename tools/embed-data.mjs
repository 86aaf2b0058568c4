// Writes the datasets that ship with the package as modules, so that they need no file and no network, in browsers too.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const PIXELS = 64;
const LETTERS = "abcdefghijklmnopq";

const linesOf = (path) => readFileSync(path, "utf8").trim().split("\n");

mkdirSync("src/data/datasets/generated", { recursive: true });
function write(name, about, constants) {
  const lines = Object.entries(constants).map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};\n`);
  const text = lines.join("");
  writeFileSync(`src/data/datasets/generated/${name}.ts`, `// Written by tools/embed-data.mjs: ${about}\n${text}`);
  console.log(`${name}: ${constants.LABELS.length} samples, ${text.length} characters`);
}

/** A letter a pixel: gzip packs that close to the entropy of the pixels. */
function embedDigits() {
  let pixels = "";
  let labels = "";
  linesOf("data/digits/digits.csv").forEach((row, i) => {
    const values = row.split(",").map(Number);
    const letters = values.slice(0, PIXELS).map((v) => LETTERS[v]);
    const label = values[PIXELS];
    if (values.length !== PIXELS + 1 || letters.includes(undefined) || !/^\d$/.test(`${label}`))
      throw new Error(`data/digits/digits.csv: line ${i + 1} is not 64 pixels of 0 to 16 and a digit`);
    pixels += letters.join("");
    labels += label;
  });
  write("digits", "a letter from a (0) to q (16) for each pixel, a digit for each label.", {
    PIXELS: pixels,
    LABELS: labels,
  });
}

/** A table of decimal numbers whose last column is the class. A column is written as whole numbers and their common unit. */
function embedTable(name) {
  const path = `data/${name}/${name}.csv`;
  const [head, ...rows] = linesOf(path).map((line) => line.split(","));
  const [count, width] = head.map(Number);
  const isWrong = (row) => row.length !== width + 1 || row.some((v) => !/^\d+(\.\d+)?$/.test(v));
  if (rows.length !== count || rows.some(isWrong)) {
    throw new Error(`${path}: it is not ${count} rows of ${width} decimal numbers and a class`);
  }
  const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c]));
  const digits = columns.map((column) => Math.max(...column.map((v) => v.split(".")[1]?.length ?? 0)));
  write(name, "whole numbers of each column, what to divide them by, and a digit for each class.", {
    COLUMNS: columns.map((column, c) => column.map((v) => Math.round(v * 10 ** digits[c])).join(" ")),
    DIVISORS: digits.map((d) => 10 ** d),
    LABELS: rows.map((row) => row[width]).join(""),
  });
}

embedDigits();
embedTable("iris");
embedTable("wine");
