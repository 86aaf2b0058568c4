import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { ALL_DOCUMENTS, blocksOf, DOCUMENTS, examplesOf, proseOf, read, root } from "./helpers/documents.ts";

/** Where examples run: what they write for one build is apart from what they write for the other. */
const place = `${root}build/documents/${process.env["WANT_BUILD"] ?? "plain"}`;
const before = process.cwd();
beforeAll(() => {
  mkdirSync(`${place}/build`, { recursive: true });
  process.chdir(place);
});
afterAll(() => process.chdir(before));
afterEach(() => vi.restoreAllMocks());

describe.each(Object.entries(DOCUMENTS))("%s", (document, least) => {
  const examples = examplesOf(document);

  test("has examples", () => {
    expect(examples.length).toBeGreaterThanOrEqual(least);
  });

  test.each(examples.map((code, i) => ({ code, i })))(
    "example $i runs, and prints what its comments say",
    async ({ code, i }) => {
      const folder = `${place}/${document}`;
      mkdirSync(folder, { recursive: true });
      const path = `${folder}/example-${i}.ts`;
      writeFileSync(path, `${code}\nexport {};\n`);
      const printed: string[] = [];
      vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => void printed.push(format(...values)));
      await import(/* @vite-ignore */ path);
      const expected = [...code.matchAll(/console\.log\(.*\); \/\/ → (.*)$/gm)].map(([, text]) => text!);
      expect(printed.map((text) => text.split("\n")[0])).toEqual(expected);
    },
  );
});

describe("documents", () => {
  /** GitHub's anchors: lower case, without punctuation, spaces as hyphens. */
  const anchorsOf = (document: string): string[] =>
    [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-"),
    );
  const linksOf = (document: string): string[] =>
    [...proseOf(document).matchAll(/\]\(([^)]+)\)|\bsrc="([^"]+)"/g)]
      .map(([, link, source]) => link ?? source!)
      .filter((link) => !/^https?:/.test(link));

  test.each(ALL_DOCUMENTS)("the links of %s lead to files and headings", (document) => {
    const broken = linksOf(document).filter((link) => {
      const [path, anchor] = link.split("#") as [string, string | undefined];
      const target = path === "" ? document : join(dirname(document), path);
      if (!existsSync(`${root}${target}`)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  /** A quote need not stand as far to the right as its original. */
  const flushLeft = (text: string): string => text.replace(/^ +/gm, "");

  test.each(ALL_DOCUMENTS)("what %s quotes from a file stands there", (document) => {
    for (const { info, text } of blocksOf(document)) {
      if (info !== "") expect(flushLeft(read(info)), info).toContain(flushLeft(text));
    }
  });

  test("are all in the index", () => {
    const links = linksOf("docs/README.md").map((link) => join("docs", link));
    const others = ALL_DOCUMENTS.filter((document) => /^docs\/(?!README)/.test(document));
    expect(others.filter((document) => !links.includes(document))).toEqual([]);
  });
});

describe("the cheat sheet", () => {
  const entries = read("docs/cheatsheet.md").split(/^### /m).slice(1);
  const pictureOf = (entry: string): string | undefined => /src="pictures\/([\w-]+\.svg)"/.exec(entry)?.[1];

  test.each(entries.map((entry) => ({ name: entry.split("\n")[0]!, entry })))(
    "$name has a formula, a picture and code that prints",
    ({ entry }) => {
      expect(entry).toMatch(/^```math\n[^`]+\n```/m);
      expect(pictureOf(entry)).toBeDefined();
      const codes = [...entry.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!);
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) expect(code).toMatch(/console\.log\(.*\); \/\/ → .+/);
    },
  );

  test("shows every picture, once", () => {
    const shown = entries.map(pictureOf);
    expect([...shown].sort()).toEqual(readdirSync(`${root}docs/pictures`).sort());
  });

  test("its links lead to its sections", () => {
    const sections = [...read("docs/cheatsheet.md").matchAll(/^## (.+)$/gm)].map(([, name]) =>
      name!.toLowerCase().replaceAll(" ", "-"),
    );
    const links = [...read("docs/cheatsheet.md").matchAll(/\]\(#([^)]+)\)/g)].map(([, name]) => name!);
    expect(links).toEqual(sections);
  });
});
