import { expect, test } from "vitest";
import { digits } from "../../src/data/datasets/index.ts";
import { numbersIn, runExample } from "../helpers/example.ts";

test("the network reads digits, and shows one that it misreads", async () => {
  const lines = await runExample("digits");
  expect(lines).toHaveLength(13);

  const epochs = lines.slice(0, 3);
  for (const line of epochs) expect(line).toMatch(/^epoch \d+: \d+\.\d % of the 360 digits$/);
  expect(epochs.map((line) => numbersIn(line)[0])).toEqual([5, 10, 15]);
  expect(numbersIn(epochs[0]!)[1]).toBeGreaterThan(94);
  expect(numbersIn(epochs[2]!)[1]).toBeGreaterThan(97.5);

  const [is, read] = numbersIn(lines[4]!);
  expect(lines[4]).toMatch(/^A \d that it takes for a \d:$/);
  expect(read).not.toBe(is);
  const picture = lines.slice(5);
  for (const line of picture) expect(line).toMatch(/^(([ ░▒▓█])\2){8}$/);
  // Dark and light as some digit of that label has them.
  const { x, y } = digits().test;
  const drawn = picture.map((line) => Array.from(line, (c) => " ░▒▓█".indexOf(c)).filter((_, i) => i % 2 === 0));
  const isDrawn = (i: number) => drawn.flat().every((level, k) => Math.abs(level / 4 - x.data[64 * i + k]!) <= 0.25);
  expect(Array.from(y.data, (label, i) => label === is && isDrawn(i))).toContain(true);
});
