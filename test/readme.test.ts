import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "node:util";
import { afterEach, expect, test, vi } from "vitest";

const root = new URL("../", import.meta.url).pathname;
const examples = [...readFileSync(`${root}README.md`, "utf8").matchAll(/^```ts\n(.*?)^```/gms)].map(
  ([, code]) => code!,
);

afterEach(() => vi.restoreAllMocks());

test("the README has examples", () => {
  expect(examples.length).toBeGreaterThan(4);
});

test.each(examples.map((code, i) => ({ code, i })))(
  "example $i runs, and prints what its comments say",
  async ({ code, i }) => {
    mkdirSync(`${root}build/readme`, { recursive: true });
    const path = `${root}build/readme/example-${i}-${process.env["WANT_BUILD"] ?? "plain"}.ts`;
    writeFileSync(path, `${code}\nexport {};\n`);
    const printed: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => void printed.push(format(...values)));
    await import(/* @vite-ignore */ path);
    const expected = [...code.matchAll(/console\.log\(.*\); \/\/ → (.*)$/gm)].map(([, text]) => text!);
    expect(printed.map((text) => text.split("\n")[0])).toEqual(expected);
  },
);
