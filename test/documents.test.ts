import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";

const root = new URL("../", import.meta.url).pathname;
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");
const codesOf = (text: string): string[] => [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!);

/** Documents whose examples run, and how many of these they have at least. */
const DOCUMENTS = { "README.md": 5, "docs/cheatsheet.md": 45 };

afterEach(() => vi.restoreAllMocks());

describe.each(Object.entries(DOCUMENTS))("%s", (document, least) => {
  const examples = codesOf(read(document));

  test("has examples", () => {
    expect(examples.length).toBeGreaterThanOrEqual(least);
  });

  test.each(examples.map((code, i) => ({ code, i })))(
    "example $i runs, and prints what its comments say",
    async ({ code, i }) => {
      const folder = `${root}build/documents/${document}`;
      mkdirSync(folder, { recursive: true });
      const path = `${folder}/example-${i}-${process.env["WANT_BUILD"] ?? "plain"}.ts`;
      writeFileSync(path, `${code}\nexport {};\n`);
      const printed: string[] = [];
      vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => void printed.push(format(...values)));
      await import(/* @vite-ignore */ path);
      const expected = [...code.matchAll(/console\.log\(.*\); \/\/ → (.*)$/gm)].map(([, text]) => text!);
      expect(printed.map((text) => text.split("\n")[0])).toEqual(expected);
    },
  );
});

describe("the cheat sheet", () => {
  const entries = read("docs/cheatsheet.md").split(/^### /m).slice(1);
  const pictureOf = (entry: string): string | undefined => /src="pictures\/([\w-]+\.svg)"/.exec(entry)?.[1];

  test.each(entries.map((entry) => ({ name: entry.split("\n")[0]!, entry })))(
    "$name has a formula, a picture and code that prints",
    ({ entry }) => {
      expect(entry).toMatch(/^```math\n[^`]+\n```/m);
      expect(pictureOf(entry)).toBeDefined();
      expect(codesOf(entry).length).toBeGreaterThan(0);
      for (const code of codesOf(entry)) expect(code).toMatch(/console\.log\(.*\); \/\/ → .+/);
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
