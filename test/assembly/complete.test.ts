import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NAMES } from "../../src/wasm/generated/launch.ts";

const folder = new URL(".", import.meta.url);

/** It names kernels without running them. */
const EXCEPT = "items.test.ts";

test("every kernel is proved somewhere here", () => {
  const files = readdirSync(folder).filter((file) => file !== EXCEPT);
  const sources = files.map((file) => readFileSync(new URL(file, folder), "utf8"));
  const proved = new Set(sources.flatMap((text) => [...text.matchAll(/"(\w+)"/g)].map((match) => match[1])));
  expect(NAMES.filter((name) => !proved.has(name))).toEqual([]);
});
