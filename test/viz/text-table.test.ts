import { expect, test } from "vitest";
import { textTable } from "../../src/viz/index.ts";

test("columns are as wide as their longest cell, in characters, and end at the right unless asked", () => {
  const rows = [
    ["name", "n"],
    ["é𝄞", "1,000"],
  ];
  expect(textTable(rows)).toBe("name      n\n  é𝄞  1,000");
  expect(textTable(rows, [0])).toBe("name      n\né𝄞    1,000");
  expect(textTable(rows, [0, 1])).toBe("name  n\né𝄞    1,000");
  expect(textTable([])).toBe("");
});
