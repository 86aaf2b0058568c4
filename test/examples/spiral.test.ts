import { expect, test } from "vitest";
import { numbersIn, runExample } from "../helpers/example.ts";

test("the network tells three arms apart, and its map shows them", async () => {
  const [told, ...map] = await runExample("spiral");
  expect(told).toMatch(/^\d+\.\d % of 150 new points$/);
  expect(numbersIn(told!)[0]).toBeGreaterThan(97);

  expect(map).toHaveLength(30);
  for (const line of map) expect(line).toMatch(/^[·+@]{60}$/);
  // The middle of each arm at two thirds of its way out: x and y go from -1.2 to 1.2, y upwards.
  for (const arm of [0, 1, 2]) {
    const angle = 2 * Math.PI * (2 / 3 + arm / 3);
    const [x, y] = [(2 / 3) * Math.cos(angle), (2 / 3) * Math.sin(angle)];
    const [row, column] = [Math.round((29 * (1.2 - y)) / 2.4), Math.round((59 * (x + 1.2)) / 2.4)];
    expect(map[row]![column], `arm ${arm}`).toBe("·+@"[arm]);
  }
});
