import { expect, test } from "vitest";
import { numbersIn, runExample } from "../helpers/example.ts";

test("what was learned of other digits helps: few samples by a frozen trunk, more of them by training it further", async () => {
  const [head, ...rows] = await runExample("transfer");
  expect(head).toBe("samples  frozen trunk  trained further    anew");
  const figures = rows.map((row) => {
    expect(row).toMatch(/^ *\d+( +\d+\.\d %){3}$/);
    const [samples, frozen, further, anew] = numbersIn(row) as [number, number, number, number];
    return { samples, frozen, further, anew };
  });
  expect(figures.map(({ samples }) => samples)).toEqual([10, 25, 100]);
  const [few, some, many] = figures;
  expect(few!.frozen - few!.anew).toBeGreaterThan(8);
  expect(some!.further - some!.anew).toBeGreaterThan(8);
  expect(many!.further - many!.anew).toBeGreaterThan(4);
  expect(many!.further - many!.frozen).toBeGreaterThan(8);
  expect(many!.anew).toBeGreaterThan(30);
});
