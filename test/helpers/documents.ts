import { readdirSync, readFileSync } from "node:fs";

export const root = new URL("../../", import.meta.url).pathname;

export const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

/** Documents whose examples run, and how many of these they have at least. */
export const DOCUMENTS = {
  "README.md": 5,
  "docs/cheatsheet.md": 45,
  "docs/tour.md": 14,
  "docs/adding-an-op.md": 2,
  "docs/from-keras-and-tfjs.md": 4,
  "docs/numerics.md": 6,
  "docs/compile-and-threads.md": 5,
  "docs/memory.md": 7,
  "docs/from-pytorch.md": 4,
  "docs/first-network.md": 5,
};

/** All documents, by their paths. */
export const ALL_DOCUMENTS: readonly string[] = [
  "README.md",
  "examples/worker/README.md",
  ...readdirSync(`${root}docs`)
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

/** A fenced block: its language, what follows that on the line, and its text. */
export interface Block {
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

export function blocksOf(document: string): Block[] {
  return [...read(document).matchAll(/^```(\S+)(?: ([^\n]+))?\n(.*?)^```/gms)].map(([, language, info = "", text]) => ({
    language: language!,
    info,
    text: text!,
  }));
}

/** The examples of a document, which run as they stand. */
export function examplesOf(document: string): string[] {
  return blocksOf(document)
    .filter(({ language, info }) => language === "ts" && info === "")
    .map(({ text }) => text);
}

/** All TypeScript of a document: its examples, and what needs a page or a worker to run. */
export function typescriptOf(document: string): string[] {
  return blocksOf(document)
    .filter(({ language, info }) => ["ts", "typescript"].includes(language) && info === "")
    .map(({ text }) => text);
}

/** A document without its fenced blocks. */
export function proseOf(document: string): string {
  return read(document).replace(/^```.*?^```$/gms, "");
}

/** The code in the column of a document's tables that has this head. */
export function codeInColumn(document: string, head: string): string[] {
  const found: string[] = [];
  let column = -1;
  for (const line of proseOf(document).split("\n")) {
    const cells = line.startsWith("|") ? line.split(/(?<!\\)\|/).map((cell) => cell.trim()) : [];
    if (cells.includes(head)) column = cells.indexOf(head);
    else if (cells.length === 0) column = -1;
    else if (column >= 0) {
      found.push(...[...cells[column]!.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll("\\|", "|")));
    }
  }
  return found;
}
