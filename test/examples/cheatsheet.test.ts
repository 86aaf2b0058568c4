import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawings } from "../../examples/cheatsheet/drawings.ts";
import { readMarkup } from "../helpers/markup.ts";

const FOLDER = new URL("../../docs/pictures/", import.meta.url).pathname;
const MOST_BYTES = 40_000;
const MOST_BYTES_OF_ALL = 600_000;

test("the pictures in docs are what the examples draw, and small", async () => {
  const drawn = new Map<string, string>();
  for await (const [name, svg] of drawings()) drawn.set(`${name}.svg`, svg);
  expect([...drawn.keys()].sort()).toEqual(readdirSync(FOLDER).sort());
  let bytes = 0;
  for (const [file, svg] of drawn) {
    const { tags } = readMarkup(svg);
    expect(tags[0]!.attributes.get("aria-label")!.length, file).toBeGreaterThan(20);
    expect(svg.length, file).toBeLessThan(MOST_BYTES);
    bytes += Buffer.byteLength(svg);
    const kept = readFileSync(`${FOLDER}${file}`, "utf8");
    // Fused multiply-adds round otherwise, which moves lines by a hair.
    if (process.env["WANT_BUILD"] === "plain")
      expect(kept === svg, `${file} is as drawn; run examples/cheatsheet/main.ts`).toBe(true);
    else
      expect(
        tags.map(({ name }) => name),
        file,
      ).toEqual(readMarkup(kept).tags.map(({ name }) => name));
  }
  expect(bytes).toBeLessThan(MOST_BYTES_OF_ALL);
});
