import { expect, test } from "vitest";
import { numbersIn, runExample } from "../helpers/example.ts";

test("the network learns exclusive or", async () => {
  const lines = await runExample("xor");
  expect(lines).toHaveLength(9);

  const losses = lines.slice(0, 5).map((line) => {
    expect(line).toMatch(/^epoch \d+: loss \d\.\d{3}$/);
    return numbersIn(line)[1]!;
  });
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(losses[4]).toBeLessThan(0.02);

  const cases = lines.slice(5).map(numbersIn);
  expect(cases.map(([a, b]) => [a, b])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  for (const [a, b, answer] of cases) expect(Math.abs(answer! - (a! ^ b!))).toBeLessThan(0.02);
});
