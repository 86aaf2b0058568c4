import { expect, test } from "vitest";
import { digits } from "../../../src/data/datasets/index.ts";

test("digits are 1,437 and 360 pictures of ink, every digit in proportion, the same each time", () => {
  const { train, test: held } = digits();
  expect([train.length, held.length]).toEqual([1437, 360]);
  const all = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]; // as the source counts them
  for (let digit = 0; digit < 10; digit++) {
    const inTest = held.y.data.filter((y) => y === digit).length;
    expect(train.y.data.filter((y) => y === digit).length + inTest).toBe(all[digit]);
    expect(Math.abs(inTest - (all[digit]! * 360) / 1797)).toBeLessThan(1);
  }
  expect([train.x.shape, train.x.dtype, train.y.shape, train.y.dtype]).toEqual([[64], "float32", [], "int32"]);
  const levels = new Set([...train.x.data, ...held.x.data].map((v) => v * 16));
  expect([...levels].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, i) => i));
  // 561,718 is the sum of all pixels in the source.
  expect([...train.x.data, ...held.x.data].reduce((sum, v) => sum + v * 16, 0)).toBe(561718);
  expect(digits().test.y.data).toEqual(held.y.data);
  expect(digits({ seed: 8 }).test.y.data).not.toEqual(held.y.data);
});
