import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runExample } from "../helpers/example.ts";

const rhyme = readFileSync(new URL("../../examples/char-lstm.txt", import.meta.url), "utf8");

const LENGTH = 12 + 160;

/** The share of the lines of a text that are lines of the rhyme; without empty ones, and the last one, which breaks off. */
function shareOfRhyme(text: string): number {
  const known = new Set(rhyme.split("\n"));
  const lines = text
    .split("\n")
    .slice(0, -1)
    .filter((line) => line !== "");
  return lines.filter((line) => known.has(line)).length / lines.length;
}

test("the network writes noise at first, and lines of the rhyme after training", async () => {
  const printed = (await runExample("char-lstm")).join("\n");
  const [told, ...parts] = printed.split("\n\n-- temperature ");
  expect(told).toBe(`${rhyme.length} characters, ${new Set(rhyme).size} different ones`);
  const samples = parts.map((part) => {
    const end = part.indexOf("\n");
    return { temperature: Number(part.slice(0, end)), text: part.slice(end + 1, end + 1 + LENGTH) };
  });
  expect(samples.map(({ temperature }) => temperature)).toEqual([1, 0.2, 1]);
  for (const { text } of samples) {
    expect(text.startsWith("This is the ")).toBe(true);
    expect(text).toHaveLength(LENGTH);
  }
  const [before, tidy, bold] = samples.map(({ text }) => shareOfRhyme(text));
  expect(before).toBeLessThan(0.2);
  expect(tidy).toBeGreaterThan(0.9);
  expect(bold).toBeGreaterThan(0.5);

  const figures = /^\d+ epochs: from (\d\.\d\d) to (\d\.\d\d) nats a character$/m.exec(printed)!;
  expect(Number(figures[1])).toBeGreaterThan(1.5);
  expect(Number(figures[2])).toBeLessThan(0.2);
});
