import { expect, test } from "vitest";
import { formatNumber, formatPercent } from "../../src/viz/format.ts";

test("numbers in few characters", () => {
  const said = [0, 12, -3, 1e9, 0.5, -1.23456, 123.456, 1234.5, 12_345.67, -123_456.7, 1_234_567.8, 0.00001234].map(
    (v) => formatNumber(v),
  );
  expect(said).toEqual([
    ...["0", "12", "-3", "1000000000", "0.5000", "-1.235", "123.5", "1235", "12346", "-123457"],
    ...["1.235e+6", "1.234e-5"],
  ]);
  expect(formatNumber(1.23456, 3)).toBe("1.23");
  expect([NaN, Infinity].map((v) => formatNumber(v))).toEqual(["NaN", "Infinity"]);
  expect([formatPercent(0.98765), formatPercent(1, 2)]).toEqual(["98.8 %", "100.00 %"]);
});
