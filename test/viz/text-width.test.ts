import { expect, test } from "vitest";
import { shortened, textWidth } from "../../src/viz/text-width.ts";

test("wide letters are wider, and letters of other scripts as wide as they are high", () => {
  expect(textWidth("mm", 10)).toBeGreaterThan(2 * textWidth("il", 10));
  expect(textWidth("漢字", 10)).toBe(20);
  expect(textWidth("abc", 20)).toBeCloseTo(2 * textWidth("abc", 10), 9);
  expect(textWidth("abc", 10, true)).toBeGreaterThan(textWidth("abc", 10));
});

test("a long text loses its middle, and fits", () => {
  const text = "encoder.layers.0.self_attention.in_proj_weight";
  const short = shortened(text, 150, 13);
  expect(short).toMatch(/^encoder.*….*weight$/);
  expect(textWidth(short, 13)).toBeLessThanOrEqual(150);
  expect(textWidth(short, 13)).toBeGreaterThan(130);
  expect(shortened("short", 150, 13)).toBe("short");
  expect(shortened("😀".repeat(20), 60, 13)).not.toMatch(/\p{Surrogate}/u);
});
