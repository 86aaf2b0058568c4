import { expect, test } from "vitest";
import { numbersIn, runExample } from "../helpers/example.ts";

test("the model tells three species apart, and says how sure it is", async () => {
  const lines = await runExample("iris");
  expect(lines[0]).toMatch(/^\d+\.\d % of 30 flowers$/);
  const accuracy = numbersIn(lines[0]!)[0]!;
  expect(accuracy).toBeGreaterThan(90);

  const rows = lines.slice(4, 7).map((line) => line.trim().split(/ +/));
  expect(rows.map(([name]) => name)).toEqual(["setosa", "versicolor", "virginica"]);
  const counts = rows.map((cells) => cells.slice(1, 4).map((cell) => (cell === "·" ? 0 : Number(cell))));
  for (const row of counts) expect(row.reduce((sum, n) => sum + n)).toBe(10);
  const hits = counts.reduce((sum, row, i) => sum + row[i]!, 0);
  expect((100 * hits) / 30).toBeCloseTo(accuracy, 1);

  const told = lines.slice(8);
  expect(told).toHaveLength(5);
  for (const line of told) {
    expect(line).toMatch(/^(setosa|versicolor|virginica), \d+\.\d % sure; it is (setosa|versicolor|virginica)$/);
    expect(numbersIn(line)[0]).toBeGreaterThan(100 / 3);
    expect(numbersIn(line)[0]).toBeLessThanOrEqual(100);
  }
  const isRight = (line: string) => line.endsWith(` ${line.split(",")[0]!}`);
  expect(told.filter(isRight).length).toBeGreaterThanOrEqual(4);
});
