import { arcsine, atan, erf, expm1, hyperbolic, log1p, sine } from "../functions";
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

function sin(y: usize, x: usize, from: i32, to: i32): void {
  sine(y, x, 0, from, to);
}

function cos(y: usize, x: usize, from: i32, to: i32): void {
  sine(y, x, 1, from, to);
}

function tan(y: usize, x: usize, from: i32, to: i32): void {
  sine(y, x, 2, from, to);
}

function asin(y: usize, x: usize, from: i32, to: i32): void {
  arcsine(y, x, 0, from, to);
}

function acos(y: usize, x: usize, from: i32, to: i32): void {
  arcsine(y, x, 1, from, to);
}

function sinh(y: usize, x: usize, from: i32, to: i32): void {
  hyperbolic(y, x, 0, from, to);
}

function cosh(y: usize, x: usize, from: i32, to: i32): void {
  hyperbolic(y, x, 1, from, to);
}

/** (1 − e⁻²ᵃ) eᵃ / 2 for a = |x|, which keeps what e⁻ᵃ less eᵃ loses near 0. */
function sinh_exactly(x: f64): f64 {
  const a = Math.abs(x);
  return copysign<f64>((-Math.expm1(-2 * a) * Math.exp(a)) / 2, x);
}

function cosh_exactly(x: f64): f64 {
  return (Math.exp(x) + Math.exp(-x)) / 2;
}

describe("functions", () => {
  test("erf", () => prove_unary(erf, erf_series, 1.2));
  test("expm1", () => prove_unary(expm1, (x) => Math.expm1(x), 1.7));
  test("log1p", () => prove_unary(log1p, (x) => Math.log1p(x), 1.4));
  test("sine", () => {
    prove_unary(sin, (x) => Math.sin(x), 1.6);
    prove_unary(cos, (x) => Math.cos(x), 1.6);
    prove_unary(tan, (x) => Math.tan(x), 3.6);
  });
  test("arcsine", () => {
    prove_unary(asin, (x) => Math.asin(x), 2);
    prove_unary(acos, (x) => Math.acos(x), 2);
  });
  test("atan", () => prove_unary(atan, (x) => Math.atan(x), 1.6));
  test("hyperbolic", () => {
    prove_unary(sinh, sinh_exactly, 2.3);
    prove_unary(cosh, cosh_exactly, 1.6);
  });
});
