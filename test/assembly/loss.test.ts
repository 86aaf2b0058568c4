import { proveFormulas } from "../helpers/formulas.ts";

const { abs, max, min } = Math;
const sign = (x: number) => Number(x > 0) - Number(x < 0);

proveFormulas("straight_loss", [
  { formula: 0, p: 0.5, q: 0.75, r: 2, f: (a, b) => deviation(a - b, 0.5) },
  { formula: 1, p: 0.5, q: 1.5, f: (a, b) => 1.5 * max(min(a - b, 0.5), -0.5) },
  { formula: 2, p: 0.25, f: (a, b) => max(0.25 - a * b, 0) },
  { formula: 3, p: 0.25, f: (a, b) => (a * b < 0.25 ? -b : 0) },
  { formula: 4, p: 0.25, f: (a, b) => max(0.25 - a * b, 0) ** 2 },
  { formula: 5, p: 0.25, f: (a, b) => -2 * b * max(0.25 - a * b, 0) },
  { formula: 6, p: 0.5, f: (a, b) => (sign(b) === 1 ? a : max(0.5 - a, 0)), ofB: sign },
  { formula: 7, p: 0.5, f: (a, b) => (sign(b) === 1 ? 1 : -Number(a <= 0.5)), ofB: sign },
  { formula: 8, p: 0.5, f: (a, b) => (a - b) / max(a * (1 - a), 0.5) },
  { formula: 9, p: 2, f: (a, b) => 1 - b / (a + 2), ofA: abs },
  { formula: 10, p: 0.5, f: (a, b, d) => (a - b) / max(d, 0.5), ofD: abs },
  { formula: 11, p: 0.5, f: (a, b, d) => (1 - (a - b) ** 2 / max(d, 0.5)) / (2 * max(d, 0.5)), ofD: abs },
  { formula: 12, p: 0.5, f: (a) => 1 / max(a, 0.5) },
]);

function deviation(d: number, p: number): number {
  const v = min(abs(d), p);
  return 0.75 * v * v + 2 * (abs(d) - v);
}
