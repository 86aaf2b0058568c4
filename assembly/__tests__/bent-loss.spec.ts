import { bent_loss } from "../bent-loss";
import { prove_zip } from "./helpers";

function log_cosh(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  bent_loss(y, 0, a, b, 0, 0, 0, 0, 0, 0, from, to);
}

/** Times a. */
function logit_entropy(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  bent_loss(y, a, a, b, 0, 1, 4, 2.5, 0, 0, from, to);
}

function log_divergence(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  bent_loss(y, 0, a, b, 0, 0, 11, 1, 0, 0, from, to);
}

function soft(x: f64): f64 {
  return max(x, 0) + Math.log1p(Math.exp(-abs(x)));
}

describe("bent_loss", () => {
  test("0", () => prove_zip(log_cosh, (a, b) => Math.log(Math.cosh(a - b)), 4));
  test("4", () => prove_zip(logit_entropy, (a, b) => a * (2.5 * b * soft(-a) + (1 - b) * soft(a)), 8));
  test("11", () => prove_zip(log_divergence, (a, b) => Math.exp(b) * (b - a + 1), 8));
});
