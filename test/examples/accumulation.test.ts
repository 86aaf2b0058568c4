import { expect, test } from "vitest";
import { numbersIn, runExample } from "../helpers/example.ts";

test("four batches of 8 do what one of 32 does, in less memory", async () => {
  const lines = await runExample("accumulation");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^4 × 8: loss \d\.\d{4}, at most \d+ kB in use$/);
  expect(lines[1]).toMatch(/^1 × 32: loss \d\.\d{4}, at most \d+ kB in use$/);
  const [small, large] = lines.slice(0, 2).map((line) => numbersIn(line).slice(2)) as [number[], number[]];
  expect(small[0]).toBeLessThan(0.5);
  expect(small[0]).toBeCloseTo(large[0]!, 3);

  expect(lines[2]).toMatch(/^largest difference of a weight: \de-\d+$/);
  const difference = numbersIn(lines[2]!)[0]!;
  expect(difference).toBeGreaterThan(0); // sums in another order
  expect(difference).toBeLessThan(1e-5);

  expect(lines[3]).toMatch(/^memory saved: \d+ %$/);
  const saved = numbersIn(lines[3]!)[0]!;
  expect(saved).toBeGreaterThan(20);
  expect(saved).toBeCloseTo(100 * (1 - small[1]! / large[1]!), -0.5);
});
