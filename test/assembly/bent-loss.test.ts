import { proveFormulas } from "../helpers/formulas.ts";

const { abs, cosh, exp, log, log1p, max, tanh } = Math;
const soft = (x: number) => max(x, 0) + log1p(exp(-abs(x)));
const sigmoid = (x: number) => 1 / (1 + exp(-x));
const unit = (x: number) => 0.5 + x / 10;
const yes = (x: number) => Number(x > 0);
const focal = (x: number, t: number) => {
  const z = t > 0 ? x : -x;
  return (t > 0 ? 0.25 : 0.75) * exp(-1.5 * soft(z)) * soft(-z);
};
const focalSlope = (x: number, t: number) => {
  const z = t > 0 ? x : -x;
  const inner = exp(-1.5 * soft(z)) * (-1.5 * sigmoid(z) * soft(-z) - sigmoid(-z));
  return (t > 0 ? 0.25 : -0.75) * inner;
};

proveFormulas("bent_loss", [
  { formula: 0, f: (a, b) => log(cosh(a - b)) },
  { formula: 1, f: (a, b) => tanh(a - b) },
  { formula: 2, f: (a, b) => -b * log(a) - (1 - b) * log(1 - a), ofA: unit, ofB: unit },
  { formula: 3, f: (a) => log(1 - a) - log(a), ofA: unit },
  { formula: 4, p: 2.5, f: (a, b) => 2.5 * b * soft(-a) + (1 - b) * soft(a) },
  { formula: 5, p: 2.5, f: (a, b) => (1 - b) * sigmoid(a) - 2.5 * b * sigmoid(-a) },
  { formula: 6, p: 2.5, f: (a) => 2.5 * soft(-a) - soft(a) },
  { formula: 7, f: (a, b) => soft(-a * b) },
  { formula: 8, f: (a, b) => -b * sigmoid(-a * b) },
  { formula: 9, f: (a, b) => b * (log(b) - a), ofB: abs },
  { formula: 10, f: (a, b) => log(b) + 1 - a, ofB: abs },
  { formula: 11, p: 1, f: (a, b) => exp(b) * (b - a + 1) },
  { formula: 12, f: (a, b) => exp(a) - b * a },
  { formula: 12, p: 1, f: (a, b) => exp(a) - b },
  { formula: 13, p: 0.5, f: (a, b) => a - b * log(a + 0.5), ofA: abs },
  { formula: 13, p: 0.5, q: 1, f: (a) => -log(a + 0.5), ofA: abs },
  { formula: 14, p: 0.5, q: 0.25, f: (a, b, d) => gaussian(a - b, max(d, 0.5)), ofD: abs },
  { formula: 15, p: 1.5, q: 0.25, r: 0.75, f: focal, ofB: yes },
  { formula: 16, p: 1.5, q: 0.25, r: 0.75, f: focalSlope, ofB: yes },
  { formula: 17, f: (a) => log(a), ofA: abs },
]);

function gaussian(d: number, v: number): number {
  return 0.5 * (log(v) + (d * d) / v) + 0.25;
}
