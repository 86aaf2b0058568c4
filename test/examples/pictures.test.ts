import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readMarkup } from "../helpers/markup.ts";

const folder = mkdtempSync(join(tmpdir(), "pictures-"));
const printed: string[] = [];

beforeAll(async () => {
  const { argv } = process;
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  process.argv = ["node", "pictures.js", folder];
  await import("../../examples/pictures.ts");
  process.argv = argv;
  log.mockRestore();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("the example draws each kind of chart as a file that can be read by itself", () => {
  const files = readdirSync(folder);
  for (const name of ["roc", "precision-recall", "calibration", "confusion-matrix", "decision-boundary", "embedding"]) {
    expect(files).toContain(`${name}.svg`);
  }
  for (const file of files) {
    const svg = readFileSync(join(folder, file), "utf8");
    const { tags, text } = readMarkup(svg);
    expect(tags[0]!.name, file).toBe("svg");
    expect(tags[0]!.attributes.get("aria-label")!.length, file).toBeGreaterThan(3);
    expect(text, file).toContain("prefers-color-scheme: dark");
    expect(svg.length, file).toBeLessThan(100_000);
    expect(svg, file).not.toMatch(/NaN|Infinity|<script|clip-path/);
  }
  expect(printed).toEqual([`${files.length} pictures are in ${folder}`]);
});
